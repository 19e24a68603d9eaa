import { join } from "node:path";
import accepts from "@fastify/accepts";
import type { State } from "@shop/state";
import { Eta } from "eta";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import fp from "fastify-plugin";
import { countItems } from "../pricing.ts";
import { replicaColour } from "../replica-name.ts";
import { sentence } from "../session/sentence.ts";
import { newIdempotencyKey } from "./idempotency.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** The client is a program: it prefers application/json. */
    readonly wantsJson: boolean;
  }
  interface FastifyReply {
    /** Answers with the template `name` of views/, which finds `data` and what every page shows about the replica. */
    page(name: string, title: string, data: Record<string, unknown>): FastifyReply;
  }
}

const views = join(import.meta.dirname, "..", "views");
const euros = new Intl.NumberFormat("en-IE", { style: "currency", currency: "EUR" });

/** Pages for people, JSON for programs, from the same routes. */
export const pages = fp(
  async (app: FastifyInstance, { state, replica }: { state: State; replica: string }) => {
    await app.register(accepts);
    const eta = new Eta({ views, cache: true });

    app.decorateRequest("wantsJson", {
      getter(this: FastifyRequest) {
        return this.accepts().type(["html", "json"]) === "json";
      },
    });

    app.decorateReply(
      "page",
      function page(this: FastifyReply, name: string, title: string, data: Record<string, unknown>) {
        const { request } = this;
        const { visit, url } = request;
        const about = {
          title,
          path: url.split("?")[0],
          replica,
          colour: replicaColour(replica),
          state: state.kind,
          session: visit?.knowledge ?? "unasked",
          user: visit?.user ?? null,
          trail: request.trail,
          items: visit ? countItems(visit.lines) : 0,
          sentence: visit
            ? sentence(visit, replica, state.kind)
            : `${replica} answered. It ${this.statusCode === 503 ? "could" : "did"} not ask who you are.`,
        };
        const money = (cents: number) => euros.format(cents / 100);
        return this.type("text/html; charset=utf-8").send(
          eta.render(`./${name}`, { ...data, money, newKey: newIdempotencyKey, page: about }),
        );
      },
    );

    app.addHook("onRequest", async (_request, reply) => {
      reply.header("vary", "Accept").header("cache-control", "no-store");
    });
  },
);
