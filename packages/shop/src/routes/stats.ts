import type { State } from "@shop/state";
import type { FastifyInstance } from "fastify";

/** For whoever runs the shop, asked of the replica itself (nginx does not let it out): requests of customers answered since the start, sessions in the state, and milliseconds of CPU used since the start. */
export async function statsRoutes(
  app: FastifyInstance,
  options: { state: State; replica: string; answered: () => number },
) {
  const { state, replica, answered } = options;
  app.get("/stats", async () => ({
    replica,
    state: state.kind,
    requests: answered(),
    sessions: await state.sessions.count(),
    cpu: cpuUsed(),
  }));
}

function cpuUsed(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
