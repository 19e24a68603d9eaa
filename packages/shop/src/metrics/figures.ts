import { Counter, collectDefaultMetrics, Histogram, Registry } from "@prometheus-io/client";

/** What a replica counts and times, for Prometheus. */
export type Figures = ReturnType<typeof createFigures>;

/** Upper bounds in seconds. A page takes a millisecond or two, a sign-in 0.1 s, and no request more than 10 s. */
const REQUEST_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** Upper bounds in seconds. A call that takes half a second fails (CALL_TIMEOUT in packages/state/src/redis/guard.ts). */
const CALL_BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5];

/** The shop's business first, then its machinery, and Node's own: event loop, memory, garbage collection. All name the replica. */
export function createFigures(replica: string) {
  const registry = new Registry();
  registry.setDefaultLabels({ replica });
  collectDefaultMetrics({ register: registry });
  const counter = (name: string, help: string, ...labelNames: string[]) =>
    new Counter({ name, help, labelNames, registers: [registry] });
  const histogram = (name: string, help: string, buckets: number[], ...labelNames: string[]) =>
    new Histogram({ name, help, buckets, labelNames, registers: [registry] });
  return {
    registry,
    strangers: counter(
      "shop_strangers_total",
      "Customers who became strangers: valid session cookies whose session the state does not have, each counted once.",
    ),
    sessionsBegun: counter("shop_sessions_begun_total", "Sessions begun."),
    sessionsEnded: counter(
      "shop_sessions_ended_total",
      "Sessions ended by the shop: signed out or replaced.",
    ),
    cartsBegun: counter("shop_carts_begun_total", "First items put into an empty cart."),
    orders: counter("shop_orders_total", "Orders placed, each counted once however often it was sent."),
    events: counter("shop_events_total", "Lines of the security log, by event.", "event"),
    requests: histogram(
      "shop_request_seconds",
      "Requests and the time until they were answered.",
      REQUEST_BUCKETS,
      "method",
      "route",
      "status",
    ),
    stateCalls: histogram(
      "shop_state_call_seconds",
      "Calls to the state and the time until they were answered. Outcomes: ok, refused, unavailable, failed.",
      CALL_BUCKETS,
      "call",
      "outcome",
    ),
  };
}
