import { describe, expect, test } from "vitest";
import type { Items } from "../../src/history/history.ts";
import { fatesOf } from "../../src/shopper/fate.ts";
import { ann, cart, ledgerOf, NO_HARM, order } from "./ann.ts";

test("a look during the sign-in may show nothing, and what it does not show is not lost", () => {
  const { added, signIn, look, looked, history } = ann();
  added("abacus", { abacus: 1 });
  const [signedIn, looking] = [signIn(), look()];
  signedIn({ seen: { user: "ann" } });
  looking(cart({}));
  looked({ abacus: 1 });
  expect(ledgerOf(history)).toMatchObject(NO_HARM);
  expect(ledgerOf(looked({}))).toMatchObject({ ...NO_HARM, lost: 1 });
});

describe("being taken for a stranger", () => {
  const stranger = { seen: { user: null } };

  test("by a request that began after the sign-in is being signed out", () => {
    const { signedIn, whoami, history } = ann();
    signedIn();
    whoami()(stranger);
    expect(ledgerOf(history)).toMatchObject({ ...NO_HARM, signedOut: 1 });
    expect(fatesOf(history.events)).toMatchObject([{ signedOut: true }]);
  });

  test("is right for a request that overlaps with a sign-in or a sign-out", () => {
    for (const change of ["signIn", "signOut"] as const) {
      const clicks = ann();
      clicks.signedIn();
      const changed = clicks[change]();
      const [during, after] = [clicks.whoami({ key: "a" }), clicks.whoami({ key: "b" })];
      during(stranger);
      changed();
      after(stranger);
      expect(ledgerOf(clicks.history), change).toMatchObject(NO_HARM);
      expect(fatesOf(clicks.history.events), change).toMatchObject([{ signedOut: false }]);
    }
  });

  test("is right after a sign-out, and being known is not", () => {
    const { signedIn, signOut, whoami, history } = ann();
    signedIn();
    signOut()({ status: 204 });
    whoami()(stranger);
    expect(ledgerOf(history)).toMatchObject(NO_HARM);
    whoami()({ seen: { user: "ann" } });
    expect(ledgerOf(history)).toMatchObject({ ...NO_HARM, stillSignedIn: 1 });
  });

  test("is not right after a sign-out that was refused", () => {
    const { signedIn, signOut, whoami, history } = ann();
    signedIn();
    signOut()({ type: "fail", status: 403 });
    whoami()(stranger);
    expect(ledgerOf(history)).toMatchObject({ ...NO_HARM, failed: 1, signedOut: 1 });
  });

  test("nobody can tell who is signed in after a sign-in and a sign-out at once", () => {
    for (const user of ["ann", null]) {
      for (const isSignInFirst of [true, false]) {
        const { signIn, signOut, whoami, history } = ann();
        const [signedIn, signedOut] = [signIn(), signOut()];
        if (isSignInFirst) signedIn({ seen: { user: "ann" } });
        signedOut({ status: 204 });
        if (!isSignInFirst) signedIn({ seen: { user: "ann" } });
        whoami()({ seen: { user } });
        expect(ledgerOf(history)).toMatchObject(NO_HARM);
      }
    }
  });
});

describe("a sign-out", () => {
  const signedOutDuringAdd = (found: Items, isAddFirst: boolean) => {
    const { signedIn, add, added, signOut, looked, history } = ann();
    signedIn();
    added("abacus", { abacus: 1 });
    const [signedOut, tape] = [signOut(), add({ wanted: "paper-tape" })];
    if (isAddFirst) tape({ status: 202, seen: {} });
    signedOut({ status: 204 });
    if (!isAddFirst) tape({ status: 202, seen: {} });
    looked(found);
    return ledgerOf(history);
  };

  test.each([true, false])("empties the cart, and what was added meanwhile may be gone or not", (isFirst) => {
    expect(signedOutDuringAdd({}, isFirst)).toMatchObject(NO_HARM);
    expect(signedOutDuringAdd({ "paper-tape": 1 }, isFirst)).toMatchObject(NO_HARM);
  });

  test.each([true, false])("may come before or after an add whose answer shows the cart", (isBefore) => {
    const { signedIn, add, added, signOut, looked, history } = ann();
    signedIn();
    added("abacus", { abacus: 1 });
    const [signedOut, abacus] = [signOut(), add({ wanted: "abacus" })];
    signedOut({ status: 204 });
    abacus(cart({ abacus: isBefore ? 1 : 2 }));
    looked({});
    expect(ledgerOf(history)).toMatchObject(NO_HARM);
  });

  test("may come after a checkout that is answered later, also of what was never acknowledged", () => {
    const { signedIn, add, signOut, checkout, looked, history } = ann();
    signedIn();
    add({ wanted: "abacus" })({ type: "unknown", status: 503 });
    const [signedOut, buying] = [signOut(), checkout()];
    signedOut({ status: 204 });
    buying(order({ abacus: 1 }));
    looked({});
    expect(ledgerOf(history)).toMatchObject({ ...NO_HARM, failed: 1, orders: 1 });
  });

  test.each([true, false])("leaves nothing of before, and nothing twice", (isFirst) => {
    expect(signedOutDuringAdd({ abacus: 1 }, isFirst)).toMatchObject({ ...NO_HARM, doubled: 1 });
    expect(signedOutDuringAdd({ "paper-tape": 2 }, isFirst)).toMatchObject({ ...NO_HARM, doubled: 1 });
  });
});
