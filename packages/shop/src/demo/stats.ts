import type { State } from "@shop/state";
import type { FastifyInstance } from "fastify";
import type { StateKind } from "./state-kind.ts";

/** What the figures of /stats come from. */
export interface StatsOptions {
  readonly state: State;
  readonly kind: StateKind;
  readonly replica: string;
  /** How many requests of customers this replica has answered since it started. */
  readonly answered: () => number;
}

/**
 * Figures for the operator, who asks the replica itself: nginx does not publish them. Since the start, requests of customers and
 * milliseconds of CPU time; in the state, sessions.
 */
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
