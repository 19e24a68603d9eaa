import type { State } from "@shop/state";
import type { FastifyInstance } from "fastify";
import { problemDocument } from "../problem.ts";

/** Milliseconds for which an answer of the state holds: asking it is a write, and whoever asks us may ask often. */
const HOLDS = 1000;

/**
 * For the load balancer's side only; nginx lets neither out. `livez`: the process answers. `readyz`: it can serve, so its state can be
 * reached and it is not closing.
 */
export async function healthRoutes(
  app: FastifyInstance,
  { state, replica }: { state: State; replica: string },
) {
  const failureOfState = heldFor(HOLDS, () =>
    state.ready().then(
      () => null,
      (error: Error) => error.message,
    ),
  );
  let known: string | null = null;

  app.get("/livez", async () => ({ status: "alive", replica }));

  app.get("/readyz", async (request, reply) => {
    const reason = app.isClosing() ? "The replica is closing." : await failureOfState();
    if (reason !== known) request.log.info({ reason }, reason ? "Not ready" : "Ready again");
    known = reason;
    if (reason === null) return { status: "ready", replica };
    return reply.code(503).type("application/problem+json").send(problemDocument(503, reason));
  });
}

/** The same answer for so many milliseconds, then another one. */
function heldFor<Answer>(milliseconds: number, ask: () => Promise<Answer>): () => Promise<Answer> {
  let answer: Promise<Answer> | undefined;
  let askedAt = 0;
  return () => {
    if (answer && performance.now() - askedAt < milliseconds) return answer;
    askedAt = performance.now();
    answer = ask();
    return answer;
  };
}
