import type { State } from "@shop/state";
import type { FastifyInstance } from "fastify";
import { json } from "../api/route-description.ts";
import { exactly } from "../api/schemas.ts";
import type { StateKind } from "./state-kind.ts";

const count = { type: "integer", minimum: 0 };
const api = {
  summary: "Figures for the operator",
  response: {
    200: json(
      "Figures since the replica started",
      exactly({
        replica: { type: "string" },
        state: { enum: ["memory", "redis"] },
        requests: count,
        sessions: count,
        cpu: { type: "number", minimum: 0, description: "Milliseconds of CPU time" },
      }),
    ),
  },
};

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
  app.get("/stats", { config: { api } }, async () => ({
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
