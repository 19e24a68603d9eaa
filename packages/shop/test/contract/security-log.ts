import { randomUUIDv7 } from "node:crypto";
import { SLOWDOWN } from "@shop/state";
import { describe, expect, test } from "vitest";
import type { Client } from "../client.ts";
import type { ContractContext } from "../describe-contract.ts";
import type { LogLine, RunningShop } from "../running-shop.ts";

const ADDRESS = "203.0.113.7";
const SHAPE = ["account", "address", "event", "hostname", "level", "msg", "pid", "reqId", "time", "user"];

interface EventLine extends LogLine {
  readonly event: string;
  readonly user: string | null;
  readonly account: string | null;
  readonly address: string;
  readonly reqId: string;
}

const eventsIn = ({ log }: RunningShop) => log.filter((line): line is EventLine => "event" in line);

export function securityLogContract({ program, person, open, start }: ContractContext) {
  /** Starts a shop. Returns a function that sends a change and resolves with the events that the shop logged about it. */
  const watch = async (settings = {}) => {
    const shop = await start({ state: await open(), ...settings });
    let requests = 0;
    return async (client: Client, path: string, fields = {}, headers: Record<string, string> = {}) => {
      const { length } = eventsIn(shop);
      const id = `request-${++requests}`;
      const sent = { "x-request-id": id, "x-forwarded-for": ADDRESS, ...headers };
      await client.at(shop.url).post(path, fields, sent);
      return { id, events: eventsIn(shop).slice(length) };
    };
  };
  type Watch = Awaited<ReturnType<typeof watch>>;
  const nobody = () => program("http://127.0.0.1");
  const nobodyInPerson = () => person("http://127.0.0.1");
  const credentials = (username: string, password = username) => ({ username, password });

  describe("the security log", () => {
    test("has one line of the same shape for each sign-in, sign-out and refusal, and none for anything else", async () => {
      const ask = await watch();
      const expectEvent = async (event: string, user: string | null, ...asked: Parameters<Watch>) => {
        const { id, events } = await ask(...asked);
        const logged = events.map(({ event, user, address, reqId }) => ({ event, user, address, reqId }));
        expect(logged).toEqual([{ event, user, address: ADDRESS, reqId: id }]);
        expect(Object.keys(events[0] ?? {}).toSorted()).toEqual(SHAPE);
      };
      for (const customer of [nobody(), nobodyInPerson()]) {
        const name = customer.kind === "program" ? "shopper-370" : "shopper-371";
        const foreign = { "sec-fetch-site": "cross-site" };
        const abacus = { sku: "abacus", quantity: 60 };
        await expectEvent("change-refused", null, customer, "/checkout");
        await expectEvent("change-refused", null, customer, "/cart/items", abacus, foreign);
        await expectEvent("sign-in-refused", null, customer, "/login", credentials(name, "byron"));
        await expectEvent("sign-in", name, customer, "/login", credentials(name));
        await expectEvent("change-refused", name, customer, "/checkout");
        expect((await ask(customer, "/cart/items", abacus)).events).toEqual([]);
        await expectEvent("change-refused", name, customer, "/cart/items", abacus);
        const key = `?key=${randomUUIDv7()}`;
        expect((await ask(customer, `/cart/items${key}`, { sku: "paper-tape" })).events).toEqual([]);
        await expectEvent("change-refused", name, customer, `/cart/items${key}`, { sku: "framed-moth" });
        expect((await ask(customer, "/checkout")).events).toEqual([]);
        await expectEvent("sign-out", name, customer, "/logout");
        expect((await ask(customer, "/logout")).events).toEqual([]);
        await expectEvent("change-refused", null, customer, "/logout/everywhere");
        await expectEvent("sign-in", name, customer, "/login", credentials(name));
        await expectEvent("sign-out-everywhere", name, customer, "/logout/everywhere");
        for (let n = 0; n < SLOWDOWN.free; n++)
          await expectEvent("sign-in-refused", null, customer, "/login", credentials(name, "byron"));
        await expectEvent("sign-in-throttled", null, customer, "/login", credentials(name));
      }
    });

    test("does not name who was refused, but tells accounts apart, whatever the spelling of their names", async () => {
      const ask = await watch();
      const signIn = async (...typed: Parameters<typeof credentials>) => {
        const { events } = await ask(nobody(), "/login", credentials(...typed));
        expect(events).toHaveLength(1);
        return events[0]?.account;
      };
      const account = await signIn("shopper-372");
      expect(account).toMatch(/^[\w-]{16}$/);
      expect(await signIn("shopper-372", "byron")).toBe(account);
      expect(await signIn("SHOPPER-372", "byron")).toBe(account);
      expect(await signIn("shopper-373", "byron")).not.toBe(account);
      const another = await watch({ SESSION_SECRET: "another secret of thirty-two characters" });
      const { events } = await another(nobody(), "/login", credentials("shopper-372"));
      expect(events[0]?.account).not.toBe(account);
    });

    test("says why a change was refused, in words", async () => {
      const ask = await watch();
      const { events } = await ask(nobody(), "/checkout");
      expect(events.map(({ level, msg }) => [level, msg])).toEqual([
        [30, "Change refused: Please sign in to check out."],
      ]);
    });

    test("has a new id for a request that came without one or with an invalid one", async () => {
      const ask = await watch();
      const seen = new Set<string>();
      const ids = ["", "short", "x".repeat(65), "no spaces in it", 'quotes"in"it', "line%0Abreak"];
      for (const id of ids) {
        const { events } = await ask(nobody(), "/checkout", {}, { "x-request-id": id });
        expect(events[0]?.reqId).toMatch(/^[0-9a-f-]{36}$/);
        seen.add(`${events[0]?.reqId}`);
      }
      expect(seen.size).toBe(ids.length);
    });

    test.for([
      ["00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", true],
      ["cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00", true],
      ["ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", false],
      ["00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01", false],
      ["00-00000000000000000000000000000000-00f067aa0ba902b7-01", false],
      ["00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01", false],
      ["00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more", false],
      ['"],"level":60', false],
    ] as const)("names the caller's trace where it is valid: %j, %s", async ([traceparent, isValid]) => {
      const ask = await watch();
      const { events } = await ask(nobody(), "/checkout", {}, { traceparent });
      expect(events).toHaveLength(1);
      expect((events[0] as { traceparent?: string }).traceparent).toBe(isValid ? traceparent : undefined);
    });

    test.for([
      ["203.0.113.7", "203.0.113.7"],
      ["2001:db8::1", "2001:db8::1"],
      ["198.51.100.1, 203.0.113.7", "203.0.113.7"],
      ["203.0.113.7, 10.1.2.3", "203.0.113.7"],
      ["10.1.2.3", "10.1.2.3"],
      ["", "127.0.0.1"],
    ])(
      "believes only proxies with a private address about the client's address: %j",
      async ([said, address]) => {
        const ask = await watch();
        const { events } = await ask(nobody(), "/checkout", {}, { "x-forwarded-for": `${said}` });
        expect(events[0]?.address).toBe(address);
      },
    );

    test("believes no proxies but those in TRUST_PROXY", async () => {
      const ask = await watch({ TRUST_PROXY: "192.0.2.1" });
      const { events } = await ask(nobody(), "/checkout");
      expect(events[0]?.address).toBe("127.0.0.1");
    });
  });
}
