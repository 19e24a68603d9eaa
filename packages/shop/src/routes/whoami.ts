import type { State } from "@shop/state";
import type { FastifyInstance } from "fastify";
import { countItems } from "../pricing.ts";

export async function whoamiRoutes(
  app: FastifyInstance,
  { state, replica }: { state: State; replica: string },
) {
  app.get("/whoami", async ({ visit, wantsJson }, reply) => {
    const whoami = {
      replica,
      state: state.kind,
      session: visit?.knowledge ?? "none",
      user: visit?.user ?? null,
      items: visit ? countItems(visit.lines) : 0,
    };
    return wantsJson ? whoami : reply.page("whoami", "What does this server know about me?", { whoami });
  });
}
