import { setTimeout as sleep } from "node:timers/promises";
import type { Stage } from "../../engine/stage.ts";

/** What happens to the Redis that is master, and how it comes back. `replicas`: those that follow it. */
interface Fault {
  strike(stage: Stage, master: string, replicas: readonly string[]): Promise<void>;
  heal(stage: Stage, master: string): Promise<void>;
}

/** Milliseconds for which replicas hear nothing: less than what min-replicas-max-lag lets pass. */
const SILENCE_MS = 1500;

export const REDIS_FAULTS = {
  killed: { strike: (stage, master) => stage.kill(master), heal: (stage, master) => stage.start(master) },
  stopped: { strike: (stage, master) => stage.stop(master), heal: (stage, master) => stage.start(master) },
  paused: { strike: (stage, master) => stage.pause(master), heal: (stage, master) => stage.resume(master) },
  "handed over": { strike: (stage) => stage.failOver(false), heal: async () => {} },
  "handed over gently": { strike: (stage) => stage.failOver(true), heal: async () => {} },
  "cut off": {
    strike: (stage, master) => stage.cutOff(master),
    heal: (stage, master) => stage.reconnect(master),
  },
  // a network that swallows what it is given: what a frozen replica has not read is lost when that is killed
  unheard: {
    async strike(stage, master, replicas) {
      await Promise.all(replicas.map(stage.pause));
      await sleep(SILENCE_MS, undefined, { signal: stage.signal });
      await stage.kill(master);
      await Promise.all(replicas.map(stage.kill));
      await Promise.all(replicas.map(stage.start));
    },
    heal: (stage, master) => stage.start(master),
  },
} as const satisfies Record<string, Fault>;

export type RedisFault = keyof typeof REDIS_FAULTS;
