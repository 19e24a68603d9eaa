import { describe, expect, test } from "vitest";
import { hashPassword, verifyPassword } from "../src/accounts/password.ts";

describe("passwords", () => {
  test("only the right one fits its hash", async () => {
    const hash = await hashPassword("lovelace", 8);
    expect(await verifyPassword("lovelace", hash)).toBe(true);
    for (const wrong of ["Lovelace", "lovelace ", "", "lovelac"])
      expect(await verifyPassword(wrong, hash), wrong).toBe(false);
  });

  test("the same password never has the same hash twice", async () => {
    expect(await hashPassword("lovelace", 8)).not.toBe(await hashPassword("lovelace", 8));
  });

  test("the hash says what it cost, so that a costlier one can follow", async () => {
    const [cheap, usual] = [await hashPassword("x", 8), await hashPassword("x")];
    expect(cheap).toMatch(/^\$scrypt\$ln=8,r=8,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(usual).toMatch(/^\$scrypt\$ln=14,r=8,p=1\$/);
    expect(await verifyPassword("x", usual)).toBe(true);
    expect(await verifyPassword("x", usual.replace("ln=14", "ln=13"))).toBe(false);
  });

  test("two ways to type the same letter are the same password", async () => {
    expect(await verifyPassword("caf\u0065\u0301", await hashPassword("caf\u00e9", 8))).toBe(true);
  });

  test("what is no hash of ours is an error, not a wrong password", async () => {
    for (const hash of ["", "lovelace", "$argon2id$v=19$m=65536,t=2,p=1$c2FsdA$aGFzaA"])
      await expect(verifyPassword("lovelace", hash)).rejects.toThrow("not a scrypt hash");
  });
});
