import { join } from "node:path";
import accepts from "@fastify/accepts";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import fp from "fastify-plugin";
import { LRUCache } from "lru-cache";
import { countItems } from "../cart-total.ts";
import { money } from "../money.ts";
import { loadTemplates } from "../templates.ts";
import { newIdempotencyKey } from "./idempotency-key.ts";

/** The places in pages that an extension can fill. `no-cart` replaces what the shop says about an empty cart, unless it is empty. */
export type PagePlace = "banner" | "beside-sign-in" | "no-cart" | "footer";

/** Returns HTML for one place of a page; an empty string if this page needs none. */
export type PagePart = (request: FastifyRequest, reply: FastifyReply) => string;

declare module "fastify" {
  interface FastifyInstance {
    /** Fills a place in every page; several parts stand one after the other. */
    addToPages(place: PagePlace, part: PagePart): void;
  }
  interface FastifyRequest {
    /** The client is a program: it prefers application/json. */
    readonly wantsJson: boolean;
  }
  interface FastifyReply {
    /** Answers with the template views/`name`.eta. It gets `data`, and what the frame of every page shows. */
    page(name: string, title: string, data: Record<string, unknown>): FastifyReply;
  }
}

/** For how many different Accept headers a replica remembers what they prefer. Browsers and programs send few. */
const MOST_PREFERENCES = 100;

const templates = loadTemplates(join(import.meta.dirname, "..", "views"));

/** Renders pages for people, and tells routes whether to answer with a page or with JSON. */
export const pages = fp(async (app: FastifyInstance) => {
  await app.register(accepts);
  const parts: { readonly place: PagePlace; readonly part: PagePart }[] = [];

  app.decorate("addToPages", (place: PagePlace, part: PagePart) => void parts.push({ place, part }));
  const preferences = new LRUCache<string, boolean>({ max: MOST_PREFERENCES });
  app.decorateRequest("wantsJson", {
    getter(this: FastifyRequest) {
      const { accept = "" } = this.headers;
      const known = preferences.get(accept);
      if (known !== undefined) return known;
      const wantsJson = this.accepts().type(["html", "json"]) === "json";
      preferences.set(accept, wantsJson);
      return wantsJson;
    },
  });

  app.decorateReply(
    "page",
    function page(this: FastifyReply, name: string, title: string, data: Record<string, unknown>) {
      const { request } = this;
      const { knowledge, user, url } = request;
      const about = {
        title,
        path: url.split("?")[0],
        knowledge,
        isRecognised: knowledge !== null && knowledge !== "unavailable",
        user,
        items: knowledge ? countItems(request.cart.linesFor(user)) : 0,
        part: (wanted: PagePlace) =>
          parts.map(({ place, part }) => (place === wanted ? part(request, this) : "")).join(""),
      };
      return this.type("text/html; charset=utf-8").send(
        templates.render(`@${name}`, { ...data, money, newKey: newIdempotencyKey, page: about }),
      );
    },
  );

  app.addHook("onRequest", (_request, reply, done) => {
    reply.header("vary", "Accept").header("cache-control", "no-store");
    done();
  });
});
