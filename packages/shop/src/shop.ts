import cookie from "@fastify/cookie";
import formbody from "@fastify/formbody";
import type { State } from "@shop/state";
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyRequest,
  LogController,
} from "fastify";
import type { Accounts } from "./accounts/accounts.ts";
import { describeCustomerRoute } from "./api/customer-routes.ts";
import { openApi } from "./api/openapi.ts";
import type { Config } from "./config.ts";
import { answerMalformedHttp } from "./malformed-http.ts";
import { cartCookie } from "./plugins/cart-cookie.ts";
import { closing } from "./plugins/closing.ts";
import { errors } from "./plugins/errors.ts";
import { idempotencyKey } from "./plugins/idempotency-key.ts";
import { knownDevice } from "./plugins/known-device.ts";
import { newCartLimit } from "./plugins/new-cart-limit.ts";
import { pages } from "./plugins/pages.ts";
import { publicFiles } from "./plugins/public-files.ts";
import { sameOrigin } from "./plugins/same-origin.ts";
import { securityHeaders } from "./plugins/security-headers.ts";
import { securityLog } from "./plugins/security-log.ts";
import { servedBy } from "./plugins/served-by.ts";
import { session } from "./plugins/session.ts";
import { traceContext } from "./plugins/trace-context.ts";
import { requestId } from "./request-id.ts";
import { pathOf } from "./request-target.ts";
import { accountRoutes } from "./routes/account.ts";
import { cartRoutes } from "./routes/cart.ts";
import { catalogRoutes } from "./routes/catalog.ts";
import { checkoutRoutes } from "./routes/checkout.ts";
import { healthRoutes } from "./routes/health.ts";
import { orderRoutes } from "./routes/orders.ts";
import { requireDescribedBody } from "./routes/request-body.ts";
import { signInRoutes } from "./routes/sign-in.ts";
import { signOutRoutes } from "./routes/sign-out.ts";
import type { ShopState } from "./shop-state.ts";

/**
 * A part that an app adds to the shop, such as pages of its own.
 * @public
 */
export interface Extension {
  /** Registered before the shop's own routes, where cart and session are known. */
  readonly plugin: (app: FastifyInstance, options: ExtensionOptions) => Promise<void>;
  /** Paths of style sheets; their rules come after the shop's own. */
  readonly styleSheets?: readonly string[];
}

/**
 * What an extension's plugin gets.
 * @public
 */
export interface ExtensionOptions {
  readonly state: State;
  readonly replica: string;
  readonly config: Config;
}

/** What an app decides about its shop. */
export interface AppOptions {
  readonly accounts: Accounts;
  readonly extensions?: readonly Extension[];
  /** Cookies of one realm are not valid in another, so two apps may share a host and a secret. "shop" by default. */
  readonly realm?: string;
}

/** Everything that a shop needs. `log` is a pino logger. */
export interface ShopOptions extends AppOptions {
  readonly state: ShopState;
  readonly replica: string;
  readonly config: Config;
  readonly log: FastifyBaseLogger;
}

/**
 * The shop as an HTTP server that does not listen yet. From top to bottom, this is the path of every request. Rejects when a plugin
 * cannot be registered, and with a ConfigError where the accounts or an extension refuse the settings.
 */
export async function createShop(options: ShopOptions) {
  const { accounts, extensions = [], realm = "shop", replica, config, log } = options;
  accounts.check?.(config);
  const metrics = config.METRICS_PORT > 0 ? await openMetrics({ replica, config }) : null;
  const state = metrics?.watch(options.state) ?? options.state;
  const app = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: requestId,
    trustProxy: config.TRUST_PROXY,
    rewriteUrl: ({ url }) => pathOf(url),
    // a lower limit would make the router answer by itself; Node limits request line and headers to 16 KiB together
    routerOptions: { maxParamLength: 16 * 1024 },
    bodyLimit: 16 * 1024,
    requestTimeout: 10_000,
    // longer than nginx keeps idle connections (60 s), so that it does not send a request into one that is just being closed
    keepAliveTimeout: 72_000,
    return503OnClosing: false,
    clientErrorHandler: answerMalformedHttp,
    ajv: { customOptions: { coerceTypes: false } },
  });
  app.decorateRequest("knowledge", null);
  app.decorateRequest("cart");
  app.decorateRequest("user", {
    getter(this: FastifyRequest) {
      return this.session?.user ?? null;
    },
  });

  await app.register(traceContext);
  if (metrics) await app.register(metrics.plugin);
  await app.register(securityLog, { config, onEvent: metrics?.countEvent });
  await app.register(closing);
  await app.register(servedBy, { replica });
  await app.register(securityHeaders, { secure: config.SECURE_COOKIES });
  await app.register(openApi, { config });
  await app.register(publicFiles, { styleSheets: extensions.flatMap(({ styleSheets = [] }) => styleSheets) });
  await app.register(pages);
  await app.register(errors);
  await app.register(healthRoutes, { state, replica });

  // only requests that get here may cost a look into the state
  await app.register(async (shop) => {
    shop.addHook("onRoute", describeCustomerRoute(config));
    await shop.register(formbody, { bodyLimit: 16 * 1024 });
    shop.addHook("preValidation", requireDescribedBody);
    await shop.register(sameOrigin, { secure: config.SECURE_COOKIES });
    await shop.register(idempotencyKey);
    await shop.register(cookie);
    await shop.register(cartCookie, { carts: state.carts, config, realm });
    await shop.register(session, {
      sessions: state.sessions,
      userSessions: state.userSessions,
      config,
      realm,
    });
    await shop.register(newCartLimit, { perMinute: config.NEW_CARTS_PER_MINUTE });
    await shop.register(knownDevice, { config, realm });
    for (const { plugin } of extensions) await shop.register(plugin, { state, replica, config });
    await shop.register(catalogRoutes);
    await shop.register(signInRoutes, { accounts, attempts: state.signInAttempts });
    await shop.register(signOutRoutes);
    await shop.register(accountRoutes);
    await shop.register(cartRoutes, { carts: state.carts });
    await shop.register(checkoutRoutes, { orders: state.orders });
    await shop.register(orderRoutes, { orders: state.orders });
  });
  return app;
}

/** Loads the library for it only where it is used. */
async function openMetrics(options: { replica: string; config: Config }) {
  const metrics = await import("./metrics/metrics.ts");
  return metrics.openMetrics(options);
}
