import { once } from "node:events";
import { createServer } from "node:http";
import type { FastifyInstance } from "fastify";
import fp from "fastify-plugin";
import type { Config } from "../config.ts";
import type { SecurityEvent } from "../plugins/security-log.ts";
import type { ShopState } from "../shop-state.ts";
import { createFigures, type Figures } from "./figures.ts";
import { watchState } from "./watch-state.ts";

/** Figures for Prometheus about one shop: from its state, its security log and its requests. The shop itself counts nothing. */
export function openMetrics({ replica, config }: { replica: string; config: Config }) {
  const figures = createFigures(replica);
  return {
    watch: (state: ShopState) => watchState(state, figures),
    countEvent: (event: SecurityEvent) => figures.events.inc({ event }),
    plugin: fp(async (app: FastifyInstance) => {
      timeRequests(app, figures);
      publish(app, figures, { host: config.HOST, port: config.METRICS_PORT });
    }),
  };
}

/** By route, so that ids in paths do not make figures of their own. */
function timeRequests(app: FastifyInstance, { requests }: Figures): void {
  app.addHook("onResponse", ({ method, routeOptions }, { statusCode: status, elapsedTime }, done) => {
    requests.observe({ method, route: routeOptions.url ?? "none", status }, elapsedTime / 1000);
    done();
  });
}

/** Serves the figures at /metrics, on a port of their own: the load balancer does not know it, so the public cannot read them. */
function publish(app: FastifyInstance, { registry }: Figures, address: { host: string; port: number }): void {
  const server = createServer(async ({ url }, response) => {
    if (url !== "/metrics") return response.writeHead(404).end();
    const text = await registry.metrics();
    return response.writeHead(200, { "content-type": registry.contentType }).end(text);
  });
  app.addHook("onReady", async () => {
    await once(server.listen(address), "listening");
  });
  app.addHook("onClose", async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });
}
