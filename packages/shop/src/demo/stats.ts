import type { State } from "@shop/state";
import type { FastifyInstance } from "fastify";
import type { StateKind } from "./sentence.ts";

export interface StatsOptions {
  readonly state: State;
  readonly kind: StateKind;
  readonly replica: string;
  /** How many requests of customers the replica has answered. */
  readonly answered: () => number;
}

/** For whoever runs the shop, asked of the replica itself (nginx does not let it out): requests of customers answered since the start, sessions in the state, and milliseconds of CPU used since the start. */
export async function statsRoutes(app: FastifyInstance, { state, kind, replica, answered }: StatsOptions) {
  app.get("/stats", async () => ({
    replica,
    state: kind,
    requests: answered(),
    sessions: await state.userSessions.count(),
    cpu: cpuUsed(),
  }));
}

function cpuUsed(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
