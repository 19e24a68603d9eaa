import { join } from "node:path";
import { REPLICAS } from "@shop/style/replicas";
import type { FastifyInstance } from "fastify";
import fp from "fastify-plugin";
import { type Config, ConfigError, isProduction } from "../config.ts";
import type { AppOptions, ExtensionOptions } from "../shop.ts";
import { loadTemplates } from "../templates.ts";
import { demoAccounts } from "./accounts/accounts.ts";
import { homes } from "./home-replicas.ts";
import { pageParts } from "./page-parts.ts";
import type { StateKind } from "./state-kind.ts";
import { statsRoutes } from "./stats.ts";
import { trail } from "./trail.ts";
import { whoamiRoutes } from "./whoami.ts";

const STYLE_SHEETS = [
  REPLICAS,
  ...["strip", "whoami"].map((name) => join(import.meta.dirname, "styles", `${name}.css`)),
];
const eta = loadTemplates(join(import.meta.dirname, "views"));

/**
 * Everything that teaches: which replica answered and what it knows about you, accounts to try, and the routes that the lab needs.
 * Real apps leave it out, and in production the shop refuses to start with it: serve() ends with a ConfigError's message. `state`
 * is where the app keeps its state; pages name it.
 * @example await serve({ ...demo({ state: "memory" }), openState })
 */
export function demo({ state: kind }: { state: StateKind }): AppOptions {
  const plugin = async (app: FastifyInstance, { replica, config, state }: ExtensionOptions) => {
    refuseProduction(config);
    let answered = 0;
    app.addHook("onResponse", ({ routeOptions }, _reply, done) => {
      if (routeOptions.url !== "/stats") answered++;
      done();
    });
    await app.register(homes, { replica, realm: kind });
    await app.register(trail, { replica, kind });
    await app.register(pageParts, { kind, replica, eta });
    await app.register(whoamiRoutes, { kind, replica, eta });
    await app.register(statsRoutes, { state, kind, replica, answered: () => answered });
  };
  return {
    accounts: demoAccounts,
    realm: kind,
    extensions: [{ plugin: fp(plugin), styleSheets: STYLE_SHEETS }],
  };
}

function refuseProduction(config: Config): void {
  if (!isProduction(config)) return;
  throw new ConfigError(
    "The demo's accounts have public passwords, so they are refused in production (NODE_ENV=production or SECURE_COOKIES=true). Give serve() accounts of your own in place of demo() in main.ts, or, to try the demo, set NODE_ENV=development and SECURE_COOKIES=false.",
  );
}
