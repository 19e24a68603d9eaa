import { describe, expect, test } from "vitest";
import { hashPassword, verifyPassword } from "../src/accounts/password.ts";

const CHEAP = { memory: 64, passes: 1 };

/** From the reference implementation's own tests: https://github.com/P-H-C/phc-winner-argon2/blob/20190702/src/test.c */
const REFERENCE = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";

describe("passwords", () => {
  test("only the right one fits its hash", async () => {
    const hash = await hashPassword("lovelace", CHEAP);
    expect(await verifyPassword("lovelace", hash)).toBe(true);
    for (const wrong of ["Lovelace", "lovelace ", "", "lovelac"])
      expect(await verifyPassword(wrong, hash), wrong).toBe(false);
  });

  test("the same password never has the same hash twice", async () => {
    expect(await hashPassword("lovelace", CHEAP)).not.toBe(await hashPassword("lovelace", CHEAP));
  });

  test("a hash costs what OWASP advises, and says so, so that a costlier one can follow", async () => {
    const [cheap, usual] = [await hashPassword("x", CHEAP), await hashPassword("x")];
    expect(cheap).toMatch(/^\$argon2id\$v=19\$m=64,t=1,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(usual).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await verifyPassword("x", usual)).toBe(true);
    expect(await verifyPassword("x", usual.replace("t=2", "t=3"))).toBe(false);
  });

  test("a hash that another program made is understood", async () => {
    expect(await verifyPassword("password", REFERENCE)).toBe(true);
    expect(await verifyPassword("Password", REFERENCE)).toBe(false);
  });

  test("two ways to type the same letter are the same password", async () => {
    const hash = await hashPassword("caf\u00e9 \u2460", CHEAP);
    expect(await verifyPassword("caf\u0065\u0301 1", hash)).toBe(true);
  });

  test("what is no hash of ours is an error, not a wrong password", async () => {
    const scrypt = "$scrypt$ln=14,r=8,p=1$c2FsdA$aGFzaA";
    for (const hash of ["", "lovelace", scrypt, "$argon2id$v=19$m=64,t=1,p=1$$"])
      await expect(verifyPassword("lovelace", hash)).rejects.toThrow("not an argon2id hash");
  });

  test("many at once are all answered, one that cannot be hashed among them", async () => {
    const hash = await hashPassword("lovelace", CHEAP);
    // argon2 needs 8 KiB at least
    const impossible = hash.replace("m=64", "m=1");
    const answers = Array.from({ length: 20 }, (_, n) =>
      verifyPassword(n % 2 ? "lovelace" : "hopper", n === 7 ? impossible : hash).catch(() => "failed"),
    );
    expect(await Promise.all(answers)).toEqual(answers.map((_, n) => (n === 7 ? "failed" : n % 2 === 1)));
  });
});
