import { expect, test } from "vitest";
import { cookieSigner } from "../src/signed-cookie.ts";

const OLD = "the older one of two secrets, long enough";
const NEW = "the newer one of two secrets, long enough";
const signer = (secrets = OLD, purpose = "tests") => cookieSigner(secrets, purpose);

/** Whether verifying a cookie again returns the same object. */
const isRemembered = ({ unsign }: ReturnType<typeof signer>, cookie: string) => {
  unsign(cookie);
  const again = unsign(cookie);
  return unsign(cookie) === again;
};

test("verifying a signed cookie returns its value", () => {
  const { sign, unsign } = signer();
  const cookie = sign("id");
  expect(cookie).toMatch(/^id\.[\w+/]{43}$/);
  expect(sign("id")).toBe(cookie);
  expect(unsign(cookie)).toEqual({ valid: true, renew: false, value: "id" });
});

test("valid cookies are remembered, invalid ones are not", () => {
  const it = signer();
  expect(isRemembered(it, it.sign("id"))).toBe(true);
  for (const cookie of ["", "id", "id.", `${it.sign("id")}x`, signer(NEW).sign("id")]) {
    expect(it.unsign(cookie).valid, cookie).toBe(false);
    expect(isRemembered(it, cookie), cookie).toBe(false);
  }
});

test("a limited number of cookies is remembered: the least recently used ones are dropped", () => {
  const it = signer();
  const cookies = Array.from({ length: 10_001 }, (_, n) => it.sign(`${n}`));
  const [first = "", last = ""] = [cookies[0], cookies.at(-1)];
  for (const cookie of [first, ...cookies]) it.unsign(cookie);
  const remembered = it.unsign(last);
  expect(it.unsign(last)).toBe(remembered);
  const verifiedAnew = it.unsign(first);
  expect(it.unsign(first)).not.toBe(verifiedAnew);
  expect(it.unsign(first)).toEqual(verifiedAnew);
});

test("a cookie for one purpose is not valid for another", () => {
  expect(signer(OLD, "cart").unsign(signer(OLD, "session").sign("id")).valid).toBe(false);
});

test("of several secrets the first one signs and all verify, and an older one's cookie is to be renewed", () => {
  const both = signer(`${NEW},${OLD}`);
  expect(both.sign("id")).toBe(signer(NEW).sign("id"));
  expect(both.unsign(signer(NEW).sign("id"))).toMatchObject({ valid: true, renew: false });
  const old = signer(OLD).sign("id");
  for (let time = 0; time < 2; time++)
    expect(both.unsign(old)).toEqual({ valid: true, renew: true, value: "id" });
  expect(signer(NEW).unsign(old).valid).toBe(false);
});

test("an empty value is not signed, because it belongs to a session that is never saved", () => {
  expect(signer().sign("")).toBe("");
  expect(signer().unsign("").valid).toBe(false);
});
