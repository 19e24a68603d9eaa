import { describe, expect, test } from "vitest";
import { beginSession, newSessionId, withCookie } from "../begin-session.ts";
import type { Bench } from "./bench.ts";

export function sessionsContract({ state }: Bench) {
  describe("sessions", () => {
    test("a session that was set is found, without its cookie's attributes", async () => {
      const { id, record } = await beginSession(state());
      expect(await state().sessions.get(id)).toEqual(record);
    });

    test("a session keeps what an app adds to it", async () => {
      const id = newSessionId();
      const record = {
        user: "ann",
        createdAt: Date.now(),
        theme: "dark",
        seen: ["abacus"],
        card: { last: 4 },
      };
      await state().sessions.set(id, withCookie(record));
      expect(await state().sessions.get(id)).toEqual(record);
    });

    test("a session that is set again is replaced", async () => {
      const { id, record } = await beginSession(state());
      await state().sessions.set(id, withCookie({ ...record, theme: "dark" }));
      expect(await state().sessions.get(id)).toEqual({ ...record, theme: "dark" });
      await state().sessions.set(id, withCookie(record));
      expect(await state().sessions.get(id)).toEqual(record);
    });

    test("an unknown id is null", async () => {
      expect(await state().sessions.get(newSessionId())).toBeNull();
    });

    test("a destroyed session is gone, and destroying it again is no error", async () => {
      const [{ id }, another] = [await beginSession(state()), await beginSession(state())];
      await state().sessions.destroy(id);
      await state().sessions.destroy(id);
      expect(await state().sessions.get(id)).toBeNull();
      expect(await state().sessions.get(another.id)).toEqual(another.record);
    });

    test("a touch after the end does not bring a session back", async () => {
      const { id, record } = await beginSession(state());
      await state().sessions.destroy(id);
      await state().sessions.touch(id, withCookie(record));
      expect(await state().sessions.get(id)).toBeNull();
    });

    test("a touch does not change what is kept", async () => {
      const { id, record } = await beginSession(state());
      await state().sessions.touch(id, withCookie({ ...record, user: "mallory" }));
      expect(await state().sessions.get(id)).toEqual(record);
    });

    test("a session that is set after its absolute end is not kept, and what was there is removed", async () => {
      const { id, record } = await beginSession(state());
      await state().sessions.set(id, withCookie({ ...record, createdAt: Date.now() - 601_000 }));
      expect(await state().sessions.get(id)).toBeNull();
    });

    test("the store keeps a copy: changing the object that was set, or the one returned, changes nothing", async () => {
      const id = newSessionId();
      const session = withCookie({ user: "ann", createdAt: Date.now(), seen: ["abacus"] });
      const record = structuredClone({ ...session, cookie: undefined });
      await state().sessions.set(id, session);
      Reflect.set(session, "user", "mallory");
      const given = (await state().sessions.get(id)) as { user: string; seen: string[] };
      expect(given).toEqual(record);
      given.user = "mallory";
      given.seen.push("rotor");
      expect(await state().sessions.get(id)).toEqual(record);
    });
  });
}
