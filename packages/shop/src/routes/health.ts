import type { State } from "@shop/state";
import type { FastifyInstance } from "fastify";
import { problemDocument } from "../problem.ts";

/** `livez`: the process answers. `readyz`: it can serve, so its state can be reached and it is not closing. */
export async function healthRoutes(
  app: FastifyInstance,
  { state, replica }: { state: State; replica: string },
) {
  app.get("/livez", async () => ({ status: "alive", replica }));

  app.get("/readyz", async (_request, reply) => {
    const reason = app.isClosing()
      ? "The replica is closing."
      : await state.ready().then(
          () => null,
          (error: Error) => error.message,
        );
    if (reason === null) return { status: "ready", replica };
    return reply.code(503).type("application/problem+json").send(problemDocument(503, reason));
  });
}
