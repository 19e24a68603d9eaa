import { freePort } from "@shop/testing/redis-server.ts";
import { describe, expect, test } from "vitest";
import { Client } from "../client.ts";
import { keyHeader, signInTwice, signInWithCart } from "../customers.ts";
import type { ContractContext } from "../describe-contract.ts";
import { figuresAt } from "../figures.ts";

export function metricsContract({ open, start }: ContractContext) {
  const observe = async (settings = {}) => {
    const port = await freePort();
    const { url } = await start({ state: await open(), METRICS_PORT: port, ...settings });
    return { url, figures: () => figuresAt(port) };
  };

  describe("figures", () => {
    test("strangers: each session that the state does not know counts once", async () => {
      const { url, figures } = await observe();
      const visitor = new Client(url);
      await visitor.get("/cart");
      const forged = visitor.withCookies({ session: "a-session-that-nobody.signed" });
      const one = await signInTwice(new Client(url), "shopper-481");
      const two = await signInTwice(new Client(url), "shopper-482");
      expect(await figures()).toMatchObject({ shop_strangers_total: 0 });
      for (const client of [one, two, one, two, forged]) await client.get("/cart");
      expect(await figures()).toMatchObject({ shop_strangers_total: 2 });
    });

    test("sessions begun and ended, carts begun, orders", async () => {
      const { url, figures } = await observe();
      const customer = await signInWithCart(new Client(url), "shopper-483");
      await customer.add("paper-tape");
      const sent = keyHeader();
      const orders = [await customer.post("/checkout", undefined, sent)];
      // the same click again, as a load balancer sends it
      orders.push(await customer.post("/checkout", undefined, sent));
      expect(orders.map(({ status }) => status)).toEqual([201, 201]);
      await customer.post("/checkout");
      expect(await figures()).toMatchObject({
        shop_sessions_begun_total: 1,
        shop_sessions_ended_total: 0,
        shop_carts_begun_total: 1,
        shop_orders_total: 1,
      });
      await customer.add("abacus");
      await customer.post("/logout");
      await new Client(url).add("abacus");
      expect(await figures()).toMatchObject({
        shop_sessions_begun_total: 1,
        shop_sessions_ended_total: 1,
        shop_carts_begun_total: 3,
        shop_orders_total: 1,
      });
    });

    test("refused changes, and requests by route, where ids and unknown paths make no routes of their own", async () => {
      const { url, figures } = await observe({ NEW_CARTS_PER_MINUTE: 1 });
      const visitor = new Client(url);
      await visitor.post("/checkout");
      await visitor.post("/login", { username: "shopper-484", password: "byron" });
      for (let n = 0; n < 3; n++) await new Client(url).add("abacus");
      for (const path of ["/orders/00000000000000", "/orders/11111111111111", "/nowhere", "/metrics"])
        expect((await visitor.get(path)).status).toBe(404);
      const requests = (method: string, route: string, status: number) =>
        `shop_request_seconds_count{method="${method}",route="${route}",status="${status}"}`;
      expect(await figures()).toMatchObject({
        // the checkout, and two carts too many
        'shop_events_total{event="change-refused"}': 3,
        'shop_events_total{event="sign-in-refused"}': 1,
        [requests("POST", "/cart/items", 200)]: 1,
        [requests("POST", "/cart/items", 429)]: 2,
        [requests("GET", "/orders/:id", 404)]: 2,
        [requests("GET", "none", 404)]: 2,
        nodejs_eventloop_lag_p99_seconds: expect.any(Number),
      });
    });

    test("calls to the state, with their outcome", async () => {
      const { url, figures } = await observe();
      const customer = await signInWithCart(new Client(url), "shopper-485");
      await customer.add("abacus", 99);
      await customer.get("/cart");
      await customer.get("/readyz");
      const calls = (call: string, outcome = "ok") =>
        `shop_state_call_seconds_count{call="${call}",outcome="${outcome}"}`;
      expect(await figures()).toMatchObject({
        [calls("sessions.set")]: 1,
        [calls("sessions.get")]: 3,
        [calls("carts.add")]: 1,
        [calls("carts.add", "refused")]: 1,
        [calls("carts.get")]: 1,
        [calls("ready")]: 1,
      });
    });
  });
}
