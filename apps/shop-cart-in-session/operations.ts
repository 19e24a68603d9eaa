import type { RedisStore } from "connect-redis";
import type { FastifyInstance } from "fastify";
import type { createClient } from "redis";

interface OperationsOptions {
  readonly replica: string;
  readonly client: Pick<ReturnType<typeof createClient>, "isReady">;
  readonly store: RedisStore;
}

/**
 * The routes that nginx, Compose and the lab need from every replica. They are outside the scope of the session plugin, which
 * would store a new session for each health check.
 */
export function addOperations(app: FastifyInstance, { replica, client, store }: OperationsOptions): void {
  const paths = ["/livez", "/readyz", "/stats"];
  let requests = 0;
  app.addHook("onRequest", async (_request, reply) => {
    reply.header("x-served-by", replica);
  });
  app.addHook("onResponse", async ({ url }) => {
    if (!paths.includes(url)) requests++;
  });

  app.get("/livez", async () => ({ status: "alive", replica }));

  app.get("/readyz", async (_request, reply) => {
    if (client.isReady) return { status: "ready", replica };
    return reply.code(503).send({ detail: "Redis cannot be reached." });
  });

  app.get("/stats", async () => {
    const { user, system } = process.cpuUsage();
    const sessions: number = await store.length();
    return { replica, state: "redis", requests, sessions, cpu: (user + system) / 1000 };
  });
}
