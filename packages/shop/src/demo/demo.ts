import { join } from "node:path";
import { Eta } from "eta";
import type { FastifyInstance } from "fastify";
import fp from "fastify-plugin";
import type { AppOptions, ExtensionOptions } from "../shop.ts";
import { demoAccounts } from "./accounts/accounts.ts";
import { homes } from "./homes.ts";
import { pageParts } from "./page-parts.ts";
import type { StateKind } from "./sentence.ts";
import { statsRoutes } from "./stats.ts";
import { trail } from "./trail.ts";
import { whoamiRoutes } from "./whoami.ts";

const eta = new Eta({ views: join(import.meta.dirname, "views"), cache: true });

/**
 * Everything that teaches: which replica answered and what it knows of you, accounts to try, and what the lab asks for. Real apps
 * leave it out. `state` is where the app keeps its state, for pages to say.
 * @example await serve({ ...demo({ state: "memory" }), openState })
 */
export function demo({ state: kind }: { state: StateKind }): AppOptions {
  const plugin = async (app: FastifyInstance, { replica, config, state }: ExtensionOptions) => {
    const secure = config.SECURE_COOKIES;
    let answered = 0;
    app.addHook("onResponse", ({ routeOptions }, _reply, done) => {
      if (routeOptions.url !== "/stats") answered++;
      done();
    });
    await app.register(homes, { replica, realm: kind, secure });
    await app.register(trail, { replica, kind, secure });
    await app.register(pageParts, { kind, replica, eta });
    await app.register(whoamiRoutes, { kind, replica, eta });
    await app.register(statsRoutes, { state, kind, replica, answered: () => answered });
  };
  const publicFolder = join(import.meta.dirname, "public");
  return { accounts: demoAccounts, realm: kind, extension: { plugin: fp(plugin), publicFolder } };
}
