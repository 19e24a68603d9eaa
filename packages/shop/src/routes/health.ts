import type { State } from "@shop/state";
import type { FastifyInstance } from "fastify";
import { json, problemDocumentOnly } from "../api/route-description.ts";
import { exactly } from "../api/schemas.ts";
import { problemDocument } from "../problem.ts";

const health = (status: string) => exactly({ status: { const: status }, replica: { type: "string" } });
const live = {
  summary: "Health check: the process answers",
  response: { 200: json("It does", health("alive")) },
};
const ready = {
  summary: "Health check: the replica can serve customers",
  response: {
    200: json("It can", health("ready")),
    503: problemDocumentOnly("It cannot: it does not reach its state, or it is closing"),
  },
};

/** Milliseconds for which the state's answer is reused: asking is a write to the store, and balancers ask often. */
const REUSED_FOR = 1000;

/**
 * Health checks for the load balancer and the container engine; nginx does not publish them. `livez`: the process answers. `readyz`:
 * it can serve customers, so it reaches its state and is not closing.
 */
export async function healthRoutes(
  app: FastifyInstance,
  { state, replica }: { state: State; replica: string },
) {
  const failureOfState = reusedFor(REUSED_FOR, () =>
    state.ready().then(
      () => null,
      (error: Error) => error.message,
    ),
  );
  let known: string | null = null;

  app.get("/livez", { config: { api: live } }, async () => ({ status: "alive", replica }));

  app.get("/readyz", { config: { api: ready } }, async (request, reply) => {
    const reason = app.isClosing() ? "The replica is closing." : await failureOfState();
    if (reason !== known) request.log.info({ reason }, reason ? "Not ready" : "Ready again");
    known = reason;
    if (reason === null) return { status: "ready", replica };
    return reply.code(503).type("application/problem+json").send(problemDocument(503, reason));
  });
}

/** Asks again only if the last answer is older than `milliseconds`. */
function reusedFor<Answer>(milliseconds: number, ask: () => Promise<Answer>): () => Promise<Answer> {
  let answer: Promise<Answer> | undefined;
  let askedAt = 0;
  return () => {
    if (answer && performance.now() - askedAt < milliseconds) return answer;
    askedAt = performance.now();
    answer = ask();
    return answer;
  };
}
