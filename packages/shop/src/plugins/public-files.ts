import { join } from "node:path";
import staticFiles from "@fastify/static";
import type { FastifyInstance } from "fastify";
import fp from "fastify-plugin";

/** The style sheet and pictures, and those of another folder, under /public/. */
export const publicFiles = fp(async (app: FastifyInstance, { folder }: { folder?: string | undefined }) => {
  await app.register(staticFiles, {
    root: [join(import.meta.dirname, "..", "public"), ...(folder ? [folder] : [])],
    prefix: "/public/",
    cacheControl: false,
    setHeaders: (reply, path) => {
      reply.header("cache-control", "public, max-age=3600");
      if (path.endsWith(".svg")) reply.header("content-type", "image/svg+xml; charset=utf-8");
    },
  });
});
