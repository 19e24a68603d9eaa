import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import fp from "fastify-plugin";
import type { Extension } from "../shop/shop.ts";
import { loadTemplates } from "../shop/templates.ts";
import type { Wishes } from "./redis-wishes.ts";
import { wishRoutes } from "./routes.ts";

const templates = loadTemplates(join(import.meta.dirname, "views"));

/** Adds the wish list to the shop, and a link to it on every page. `wishes` returns the store once the state is open. */
export const wishes = (store: () => Wishes): Extension => ({
  plugin: fp(async (app: FastifyInstance) => {
    app.addToPages("footer", () => '<p><a href="/wishes">Your wish list</a></p>');
    await app.register(wishRoutes, { wishes: store(), templates });
  }),
});
