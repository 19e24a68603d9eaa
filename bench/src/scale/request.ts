import type { Draw } from "./draw.ts";
import type { Kind, Measured } from "./measured.ts";
import type { Servers, Simulation } from "./simulation.ts";
import type { Store } from "./store.ts";

/** Where one request goes. */
export interface Route {
  /** Absent where the replica is asked directly. */
  readonly nginx?: Servers;
  readonly replica: Servers;
  readonly store: Store;
  /** Microseconds that the network takes from one to the next. */
  readonly hop: number;
}

/**
 * A request's way: nginx, replica, Redis, replica, nginx. Programs do half of their work on the way there and half on the way back,
 * each time for a random time around what was measured.
 */
export function send(
  { simulation, draw }: { simulation: Simulation; draw: Draw },
  { nginx, replica, store, hop }: Route,
  kind: Kind,
  cpu: Measured["cpu"],
  done: () => void,
): void {
  const half = (servers: Servers, mean: number, next: () => void) =>
    servers.serve(draw.exponential(mean / 2), next);
  const pass = (next: () => void) => (hop > 0 ? simulation.after(hop, next) : next());
  const throughNginx = (next: () => void) => (nginx ? half(nginx, cpu.nginx, () => pass(next)) : next());
  const back = () => half(replica, cpu.replicas, () => throughNginx(done));
  const ask = () => {
    const command = {
      microseconds: draw.exponential(cpu.redis),
      isChange: kind === "change",
      done: () => pass(back),
    };
    pass(() => store.execute(command));
  };
  throughNginx(() => half(replica, cpu.replicas, ask));
}
