import type { State } from "@shop/state";
import type { FastifyBaseLogger, FastifyInstance, FastifyReply } from "fastify";
import { json, problemDocumentOnly } from "../api/route-description.ts";
import { exactly } from "../api/schemas.ts";
import { problemDocument } from "../problem.ts";

const health = (status: string) => exactly({ status: { const: status }, replica: { type: "string" } });
const live = {
  summary: "Health check: the process answers",
  response: { 200: json("It does", health("alive")) },
};
const ready = {
  summary: "Health check: the replica can serve customers, if only pages that need no state",
  response: {
    200: json("It can", health("ready")),
    503: problemDocumentOnly("It cannot: it has never reached its state, or it is closing"),
  },
};
const able = {
  summary: "Health check: carts and sessions can be read and changed",
  response: {
    200: json("They can", health("able")),
    503: problemDocumentOnly("They cannot: the replica does not reach its state"),
  },
};

/** Milliseconds for which the state's answer is reused: asking is a write to the store, and balancers ask often. */
const REUSED_FOR = 1000;

/**
 * Health checks for the load balancer and the container engine; nginx does not publish them. `livez`: the process answers. `readyz`:
 * it has reached its state once and is not closing. `statez`: its state can be used now. An outage of the state does not make replicas
 * unready: balancers would take all of them away at once, and the catalogue needs no state.
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
  let wasReached = false;
  // `readyz` asks, too: logs and figures then show an outage although nobody shops
  const askState = async (log: FastifyBaseLogger) => {
    const reason = await failureOfState();
    if (reason !== known) log.info({ reason }, reason ? "State not available" : "State available again");
    known = reason;
    wasReached ||= reason === null;
    return reason;
  };

  app.get("/livez", { config: { api: live } }, async () => ({ status: "alive", replica }));

  app.get("/readyz", { config: { api: ready } }, async ({ log }, reply) => {
    if (app.isClosing()) return refuse(reply, "The replica is closing.");
    const failure = await askState(log);
    if (failure !== null && !wasReached) return refuse(reply, failure);
    return { status: "ready", replica };
  });

  app.get("/statez", { config: { api: able } }, async ({ log }, reply) => {
    const failure = await askState(log);
    return failure === null ? { status: "able", replica } : refuse(reply, failure);
  });
}

function refuse(reply: FastifyReply, reason: string) {
  return reply.code(503).type("application/problem+json").send(problemDocument(503, reason));
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
