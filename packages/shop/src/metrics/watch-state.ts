import { hash } from "node:crypto";
import { RefusedError, StateUnavailableError } from "@shop/state";
import { LRUCache } from "lru-cache";
import type { SessionStore } from "../plugins/session.ts";
import type { ShopState } from "../shop-state.ts";
import type { Figures } from "./figures.ts";

/** How many sessions that it does not know a replica remembers, so that each counts once however often its customer clicks. */
const MOST_STRANGERS = 10_000;

type Method = (...args: never[]) => Promise<unknown>;
type Done = (error?: unknown, value?: unknown) => void;

/** The same state. What it is asked and what it answers is counted. */
export function watchState(state: ShopState, figures: Figures): ShopState {
  /** Returns a function that counts the call with its outcome. */
  const begin = (call: string) => {
    const began = performance.now();
    return (outcome: string) =>
      figures.stateCalls.observe({ call, outcome }, (performance.now() - began) / 1000);
  };
  const timed = <Call extends Method>(call: string, method: Call): Call => {
    const timedMethod = (...args: never[]) => {
      const end = begin(call);
      const answer = method(...args);
      answer.then(
        () => end("ok"),
        (error) => end(outcomeOf(error)),
      );
      return answer;
    };
    return timedMethod as Call;
  };
  const watch = <Store extends object>(name: string, store: Store): Store => {
    const methods = Object.entries(store as Record<string, Method>);
    const watched = methods.map(([method, call]) => [method, timed(`${name}.${method}`, call)]);
    return Object.fromEntries(watched);
  };
  return {
    ...state,
    sessions: watchSessions(state.sessions, begin, figures),
    userSessions: watch("userSessions", state.userSessions),
    signInAttempts: watch("signInAttempts", state.signInAttempts),
    carts: watch("carts", countCarts(state.carts, figures)),
    orders: watch("orders", countOrders(state.orders, figures)),
    ready: timed("ready", state.ready),
  };
}

function outcomeOf(error: unknown): string {
  if (error instanceof RefusedError) return "refused";
  return error instanceof StateUnavailableError ? "unavailable" : "failed";
}

function countCarts(carts: ShopState["carts"], { cartsBegun }: Figures): ShopState["carts"] {
  return {
    ...carts,
    add: async (customer, sku, quantity, ...rest) => {
      const lines = await carts.add(customer, sku, quantity, ...rest);
      if (lines?.size === 1 && lines.get(sku) === quantity) cartsBegun.inc();
      return lines;
    },
  };
}

function countOrders(orders: ShopState["orders"], figures: Figures): ShopState["orders"] {
  return {
    ...orders,
    place: async (customer, draft, ...rest) => {
      let drafted: string | undefined;
      const note: typeof draft = (lines) => {
        const order = draft(lines);
        drafted = order?.id;
        return order;
      };
      const order = await orders.place(customer, note, ...rest);
      // a repeated checkout is answered with the order that it has placed before
      if (order && order.id === drafted) figures.orders.inc();
      return order;
    },
  };
}

function watchSessions(
  sessions: SessionStore,
  begin: (call: string) => (outcome: string) => void,
  { strangers, sessionsBegun, sessionsEnded }: Figures,
): SessionStore {
  const seen = new LRUCache<string, true>({ max: MOST_STRANGERS });
  const countStranger = (id: string) => {
    const digest = hash("sha256", id, "base64url");
    if (!seen.has(digest)) strangers.inc();
    seen.set(digest, true);
  };
  const counted = (call: string, done: Done, count: (value: unknown) => void): Done => {
    const end = begin(`sessions.${call}`);
    return (error, value) => {
      end(error ? outcomeOf(error) : "ok");
      if (!error) count(value);
      done(error, value);
    };
  };
  const watched: SessionStore = {
    get: (id, done) =>
      sessions.get(
        id,
        counted("get", done as Done, (session) => session || countStranger(id)),
      ),
    // only signing in stores a session
    set: (id, session, done) =>
      sessions.set(
        id,
        session,
        counted("set", done, () => sessionsBegun.inc()),
      ),
    destroy: (id, done) =>
      sessions.destroy(
        id,
        counted("destroy", done, () => sessionsEnded.inc()),
      ),
    touch: (id, session, done) =>
      sessions.touch?.(
        id,
        session,
        counted("touch", done, () => {}),
      ),
  };
  return watched;
}
