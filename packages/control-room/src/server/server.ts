import helmet from "@fastify/helmet";
import fastifyStatic from "@fastify/static";
import Fastify, { type FastifyInstance } from "fastify";
import type { Address } from "./address.ts";
import { DIST } from "./build-page.ts";
import type { ControlRoom } from "./control-room.ts";
import { guard } from "./guard.ts";
import { problems } from "./problems.ts";
import { actionRoutes } from "./routes/actions.ts";
import { liveRoutes } from "./routes/live.ts";
import { reportRoutes } from "./routes/report.ts";

/** Creates the HTTP server, which does not listen yet. Every request passes the guard. */
export async function createServer(room: ControlRoom, address: Address): Promise<FastifyInstance> {
  const app = Fastify({
    forceCloseConnections: true,
    bodyLimit: 4 * 1024,
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false } },
  });
  await app.register(problems);
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: DIRECTIVES },
    hsts: false,
    referrerPolicy: { policy: "no-referrer" },
  });
  await app.register(guard, address);
  await app.register(liveRoutes, { room });
  await app.register(actionRoutes, { room });
  await app.register(fastifyStatic, { root: DIST });
  await app.register(reportRoutes);
  return app;
}

/** The page may load its own files and call its own server, and nothing else. */
const DIRECTIVES = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'"],
  connectSrc: ["'self'"],
  baseUri: ["'none'"],
  formAction: ["'none'"],
  frameAncestors: ["'none'"],
};
