import { StateUnavailableError } from "@shop/state";
import { describe, expect, test } from "vitest";
import type { SessionStore } from "../../src/plugins/session.ts";
import type { ShopState } from "../../src/shop-state.ts";
import type { Client } from "../client.ts";
import type { ContractContext } from "../describe-contract.ts";

type Fault = () => Error;
const away: Fault = () => new StateUnavailableError(new Error("away for this test"));

/** What a sign-in needs from the state, and how to make it fail. */
const FAULTS: Record<string, (state: ShopState, error: Fault) => Partial<ShopState>> = {
  "sessions.set": ({ sessions }, error) => ({
    sessions: withMethods(sessions, { set: (_id, _session, done) => done(error()) }),
  }),
  "userSessions.add": ({ userSessions }, error) => ({
    userSessions: { ...userSessions, add: () => Promise.reject(error()) },
  }),
  "signInAttempts.charge": ({ signInAttempts }, error) => ({
    signInAttempts: { ...signInAttempts, charge: () => Promise.reject(error()) },
  }),
  "signInAttempts.clear": ({ signInAttempts }, error) => ({
    signInAttempts: { ...signInAttempts, clear: () => Promise.reject(error()) },
  }),
  "carts.claim": ({ carts }, error) => ({ carts: { ...carts, claim: () => Promise.reject(error()) } }),
};

function withMethods(sessions: SessionStore, methods: Partial<SessionStore>): SessionStore {
  const descriptors = Object.entries(methods).map(([name, value]) => [name, { value }]);
  return Object.create(sessions, Object.fromEntries(descriptors));
}

const credentials = (user: string) => ({ username: user, password: user });

export function failingStoreContract({ program, person, open, start }: ContractContext) {
  /** Two shops with one state. In the second one something fails. */
  const shops = async (fault: (state: ShopState) => Partial<ShopState>) => {
    const state = await open();
    const [well, broken] = [await start({ state }), await start({ state: { ...state, ...fault(state) } })];
    return { well, broken };
  };
  const expectUnavailable = async (client: Client, path: string, fields?: Record<string, string>) => {
    const answer = await client.post(path, fields);
    expect([answer.status, answer.setCookies]).toEqual([503, []]);
    expect(answer.type).toBe(client.kind === "program" ? "application/problem+json" : "text/html");
    expect(answer.text).toContain("The shop lost touch with its memory.");
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
  };

  describe("a store that fails", () => {
    test.for(Object.entries(FAULTS))("in %s signs nobody in, and signs nobody out", async ([, fault]) => {
      const { well, broken } = await shops((state) => fault(state, away));
      for (const kind of [program, person]) {
        const stranger = kind(broken.url);
        await stranger.get("/");
        await expectUnavailable(stranger, "/login", credentials("shopper-330"));
        expect(await stranger.user()).toBeNull();

        const known = kind(well.url);
        await known.signIn("shopper-330");
        await known.add("abacus");
        const { cookies } = known;
        await expectUnavailable(known.at(broken.url), "/login", credentials("shopper-330"));
        expect(known.cookies).toEqual(cookies);
        expect(await known.user()).toBe("shopper-330");
        expect(await known.cart()).toEqual({ abacus: 1 });
      }
      for (const { level, msg } of broken.log.filter((line) => line.level >= 40))
        expect([level, msg]).toEqual([40, "The state is not available"]);
    });

    test.for(["/login", "/logout", "/logout/everywhere"])(
      "to end a session makes %s fail visibly",
      async (path) => {
        const { well, broken } = await shops(({ sessions }) => ({
          sessions: withMethods(sessions, { destroy: (_id, done) => done(away()) }),
        }));
        const client = program(well.url);
        await client.signIn("shopper-331");
        const { sessionCookie } = client;
        await expectUnavailable(client.at(broken.url), path, credentials("shopper-331"));
        expect(client.sessionCookie).toBe(sessionCookie);
        expect(await client.user()).toBe("shopper-331");
      },
    );

    test("because of a mistake of ours is a 500 with our body and no cookie, logged with its stack", async () => {
      const mistake = () => new TypeError("a mistake for this test");
      const { broken } = await shops((state) => FAULTS["sessions.set"]?.(state, mistake) ?? {});
      const client = program(broken.url);
      const answer = await client.post("/login", credentials("shopper-332"));
      expect([answer.status, answer.type, answer.setCookies]).toEqual([500, "application/problem+json", []]);
      expect(answer.text).toContain("Something went wrong on our side.");
      expect(answer.body).not.toContain("a mistake for this test");
      const [logged] = broken.log.filter(({ level }) => level >= 50);
      expect(JSON.stringify(logged)).toContain("a mistake for this test");
      expect(await client.user()).toBeNull();
    });
  });
}
