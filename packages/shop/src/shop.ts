import formbody from "@fastify/formbody";
import type { State } from "@shop/state";
import Fastify, { type FastifyBaseLogger, LogController } from "fastify";
import type { Accounts } from "./accounts/accounts.ts";
import { answerClientError } from "./client-error.ts";
import type { Config } from "./config.ts";
import { closing } from "./plugins/closing.ts";
import { errors } from "./plugins/errors.ts";
import { idempotency } from "./plugins/idempotency.ts";
import { pages } from "./plugins/pages.ts";
import { publicFiles } from "./plugins/public-files.ts";
import { sameOrigin } from "./plugins/same-origin.ts";
import { securityHeaders } from "./plugins/security-headers.ts";
import { servedBy } from "./plugins/served-by.ts";
import { sessions } from "./plugins/session.ts";
import { trail } from "./plugins/trail.ts";
import { cartRoutes } from "./routes/cart.ts";
import { catalogRoutes } from "./routes/catalog.ts";
import { checkoutRoutes } from "./routes/checkout.ts";
import { requireDescribedBody } from "./routes/form.ts";
import { healthRoutes } from "./routes/health.ts";
import { loginRoutes } from "./routes/login.ts";
import { orderRoutes } from "./routes/orders.ts";
import { statsRoutes } from "./routes/stats.ts";
import { whoamiRoutes } from "./routes/whoami.ts";

/** All that a shop needs from outside. */
export interface ShopOptions {
  readonly state: State;
  readonly accounts: Accounts;
  readonly replica: string;
  readonly config: Config;
  readonly log: FastifyBaseLogger;
}

/** Where a path leads that cannot be decoded (/%zz): nowhere, like any unknown path, and as kindly answered. */
const UNDECODABLE = "/undecodable-path";

/** The shop as an HTTP server that does not listen yet: the way of every request, from top to bottom. */
export async function createShop({ state, accounts, replica, config, log }: ShopOptions) {
  let answered = 0;
  const app = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    rewriteUrl: ({ url = "/" }) => (isDecodable(url) ? url : UNDECODABLE),
    // no limit of the router's own, which would answer without us; Node limits what comes before the body to 16 KiB
    routerOptions: { maxParamLength: 16 * 1024 },
    bodyLimit: 16 * 1024,
    requestTimeout: 10_000,
    return503OnClosing: false,
    clientErrorHandler: answerClientError,
    ajv: { customOptions: { coerceTypes: false } },
  });
  app.decorateRequest("visit", null);
  app.decorateRequest("trail");

  await app.register(closing);
  await app.register(servedBy, { replica });
  await app.register(securityHeaders, { secure: config.SECURE_COOKIES });
  await app.register(publicFiles);
  await app.register(pages, { state, replica });
  await app.register(errors);
  await app.register(healthRoutes, { state, replica });
  await app.register(statsRoutes, { state, replica, answered: () => answered });

  // only from here on does a request cost a look into the state
  await app.register(async (shop) => {
    shop.addHook("onResponse", async () => {
      answered++;
    });
    await shop.register(formbody, { bodyLimit: 16 * 1024 });
    shop.addHook("preValidation", requireDescribedBody);
    await shop.register(sameOrigin);
    await shop.register(idempotency);
    await shop.register(sessions, { state, replica, config });
    await shop.register(trail, { replica, secure: config.SECURE_COOKIES });
    await shop.register(catalogRoutes);
    await shop.register(loginRoutes, { accounts });
    await shop.register(cartRoutes, { state });
    await shop.register(checkoutRoutes, { state, replica });
    await shop.register(orderRoutes, { state });
    await shop.register(whoamiRoutes, { state, replica });
  });
  return app;
}

function isDecodable(url: string): boolean {
  try {
    decodeURI(url.split("?", 1)[0] ?? url);
    return true;
  } catch {
    return false;
  }
}
