import { useEffect, useRef } from "preact/hooks";
import { type SideView, subscribe } from "../live/live-state.ts";
import { animate } from "./animate.ts";
import { followClickedDots } from "./choose-dot.ts";
import { describeSide } from "./describe-side.ts";
import { NginxCard } from "./nginx-card.tsx";
import { RedisCard } from "./redis-card.tsx";
import { ReplicaCard } from "./replica-card.tsx";
import { Scene } from "./scene.ts";

interface DiagramProps {
  readonly side: SideView;
  /** From 0. */
  readonly sideIndex: number;
  /** The load that fills a replica's bar, in answers a second. */
  readonly fullLoad: number;
}

/** A scenario as a picture: customers, nginx, replicas and, if there is one, Redis, with a canvas over them for the moving dots. */
export function Diagram({ side, sideIndex, fullLoad }: DiagramProps) {
  const diagram = useRef<HTMLDivElement>(null);
  const current = useRef(side);
  current.current = side;
  useEffect(() => {
    const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)");
    const scene = new Scene(() => reducedMotion.matches);
    const unsubscribe = subscribe(sideIndex, scene);
    const element = diagram.current as HTMLDivElement;
    const stopAnimation = animate(element, scene, () => current.current);
    const stopFollowing = followClickedDots(element, scene);
    return () => {
      unsubscribe();
      stopAnimation();
      stopFollowing();
    };
  }, [sideIndex]);

  const replicas = side.members.filter(({ role }) => role === "replica");
  const nginx = side.members.find(({ role }) => role === "nginx");
  const redis = side.members.find(({ role }) => role === "redis");
  const { customers, strangers } = side.statistics;
  return (
    <div class="frame">
      <div class={`diagram is-${side.state}`} ref={diagram}>
        <div class="waiting" data-part="waiting">
          <p class="waiting-name">
            {customers} customers
            {strangers === null && <span class="strangers">, every request fails</span>}
            {strangers !== null && strangers > 0 && (
              <span class="strangers">, {strangers} taken for strangers</span>
            )}
          </p>
        </div>
        <NginxCard balancing={side.balancing} state={nginx?.state ?? "ready"} />
        <ul class="replicas" style={{ "--count": replicas.length }}>
          {replicas.map((member) => (
            <ReplicaCard
              key={member.name}
              member={member}
              side={side}
              sideIndex={sideIndex}
              fullLoad={fullLoad}
            />
          ))}
        </ul>
        {redis && <RedisCard member={redis} sideIndex={sideIndex} />}
        <canvas role="img" aria-label={describeSide(side)} />
      </div>
    </div>
  );
}
