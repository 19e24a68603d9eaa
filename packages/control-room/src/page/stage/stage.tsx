import { useEffect, useRef } from "preact/hooks";
import { follow, type SideView } from "../live/room.ts";
import { directStage } from "./direct.ts";
import { Nginx } from "./nginx.tsx";
import { RedisCard } from "./redis-card.tsx";
import { ReplicaCard } from "./replica-card.tsx";
import { Scene } from "./scene.ts";

/** A scenario as a picture: customers, nginx, replicas and, where there is one, Redis; over them the dots. */
export function Stage({ side, place, mostLoad }: { side: SideView; place: number; mostLoad: number }) {
  const stage = useRef<HTMLDivElement>(null);
  const shown = useRef(side);
  shown.current = side;
  useEffect(() => {
    const noMotion = matchMedia("(prefers-reduced-motion: reduce)");
    const scene = new Scene(() => noMotion.matches);
    const leave = follow(place, scene);
    const stop = directStage(stage.current as HTMLDivElement, scene, () => shown.current);
    return () => {
      leave();
      stop();
    };
  }, [place]);

  const replicas = side.members.filter(({ role }) => role === "replica");
  const redis = side.members.find(({ role }) => role === "redis");
  const { customers, strangers } = side.numbers;
  return (
    <div class="frame">
      <div class={`stage is-${side.state}`} ref={stage}>
        <div class="waiting" data-place="waiting">
          <p class="waiting-name">
            {customers} customers
            {strangers > 0 && <span class="strangers">, {strangers} taken for strangers</span>}
          </p>
        </div>
        <Nginx balancing={side.balancing} />
        <ul class="replicas">
          {replicas.map((member) => (
            <ReplicaCard key={member.name} member={member} side={side} place={place} mostLoad={mostLoad} />
          ))}
        </ul>
        {redis && <RedisCard member={redis} place={place} busy={side.busy !== null} />}
        <canvas role="img" aria-label="Customers as dots that travel to the replica which answers them" />
      </div>
    </div>
  );
}
