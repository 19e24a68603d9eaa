import { join } from "node:path";
import { ROOT } from "@shop/lab/paths.ts";
import type { FastifyInstance } from "fastify";

/** The report has its style sheet and its plots within itself, and runs no script. */
const DIRECTIVES = { defaultSrc: ["'none'"], styleSrc: ["'unsafe-inline'"], frameAncestors: ["'none'"] };

/** GET /report.html: the report of `scripts/lab prove` that is kept in docs/, for the end of the tour. */
export async function reportRoutes(app: FastifyInstance) {
  app.get(
    "/report.html",
    { helmet: { contentSecurityPolicy: { useDefaults: false, directives: DIRECTIVES } } },
    (_request, reply) => reply.sendFile("report.html", join(ROOT, "docs")),
  );
}
