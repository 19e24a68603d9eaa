import { join } from "node:path";
import staticFiles from "@fastify/static";
import type { FastifyInstance } from "fastify";
import fp from "fastify-plugin";

/** The style sheet and pictures, under /public/. */
export const publicFiles = fp(async (app: FastifyInstance) => {
  await app.register(staticFiles, {
    root: join(import.meta.dirname, "..", "public"),
    prefix: "/public/",
    cacheControl: false,
    setHeaders: (reply) => reply.header("cache-control", "public, max-age=3600"),
  });
});
