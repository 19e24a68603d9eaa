import { describe, expect, test } from "vitest";
import { beginSession } from "../begin-session.ts";
import type { Bench } from "./bench.ts";

export function userSessionsContract({ state }: Bench) {
  /** What "sign out everywhere" does. */
  const destroyAll = async (user: string) => {
    const { sessions, userSessions } = state();
    await Promise.all((await userSessions.of(user)).map((id) => sessions.destroy(id)));
  };

  describe("a user's sessions", () => {
    test("lists all sessions that the user began, and no others", async () => {
      const [user, another] = [crypto.randomUUID(), crypto.randomUUID()];
      const begun = [await beginSession(state(), user), await beginSession(state(), user)];
      await beginSession(state(), another);
      const listed = await state().userSessions.of(user);
      expect(listed.toSorted()).toEqual(begun.map(({ id }) => id).sort());
    });

    test("lists none for a user without a session", async () => {
      expect(await state().userSessions.of(crypto.randomUUID())).toEqual([]);
    });

    test("destroying all of a user's sessions ends them, and nobody else's", async () => {
      const [user, another] = [crypto.randomUUID(), crypto.randomUUID()];
      const theirs = await Promise.all(Array.from({ length: 5 }, () => beginSession(state(), user)));
      const other = await beginSession(state(), another);
      await destroyAll(user);
      for (const { id } of theirs) expect(await state().sessions.get(id)).toBeNull();
      expect(await state().sessions.get(other.id)).toEqual(other.record);
    });

    test("a session that begins while all are ended is found the next time", async () => {
      const user = crypto.randomUUID();
      const ids: string[] = [];
      const begin = async () => {
        for (let i = 0; i < 20; i++) ids.push((await beginSession(state(), user)).id);
      };
      const end = async () => {
        for (let i = 0; i < 10; i++) await destroyAll(user);
      };
      await Promise.all([begin(), end(), begin(), end()]);
      await destroyAll(user);
      const alive = await Promise.all(ids.map((id) => state().sessions.get(id)));
      expect(alive.filter(Boolean)).toEqual([]);
    });

    test("count is the number of sessions that are alive", async () => {
      const { sessions, userSessions } = state();
      const before = await userSessions.count();
      const one = await beginSession(state());
      await beginSession(state(), "grace");
      expect(await userSessions.count()).toBe(before + 2);
      await sessions.destroy(one.id);
      expect(await userSessions.count()).toBe(before + 1);
    });
  });
}
