import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { hashPassword, verifyPassword } from "../src/accounts/password.ts";

const CHEAP = { memory: 64, passes: 1 };

/** From the tests of the reference implementation: https://github.com/P-H-C/phc-winner-argon2/blob/20190702/src/test.c */
const REFERENCE = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";

describe("passwords", () => {
  test("only the right one matches its hash", async () => {
    const hash = await hashPassword("open-sesame", CHEAP);
    expect(await verifyPassword("open-sesame", hash)).toBe(true);
    for (const wrong of ["Open-sesame", "open-sesame ", "", "open-sesam"])
      expect(await verifyPassword(wrong, hash), wrong).toBe(false);
  });

  test("the same password never has the same hash twice", async () => {
    expect(await hashPassword("open-sesame", CHEAP)).not.toBe(await hashPassword("open-sesame", CHEAP));
  });

  test("a hash has the cost that OWASP recommends and contains it, so that the cost can be raised later", async () => {
    const [cheap, usual] = [await hashPassword("x", CHEAP), await hashPassword("x")];
    expect(cheap).toMatch(/^\$argon2id\$v=19\$m=64,t=1,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(usual).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await verifyPassword("x", usual)).toBe(true);
    expect(await verifyPassword("x", usual.replace("t=2", "t=3"))).toBe(false);
  });

  test("a hash from another implementation works", async () => {
    expect(await verifyPassword("password", REFERENCE)).toBe(true);
    expect(await verifyPassword("Password", REFERENCE)).toBe(false);
  });

  test("different encodings of the same letter are the same password", async () => {
    const hash = await hashPassword("caf\u00e9 \u2460", CHEAP);
    expect(await verifyPassword("caf\u0065\u0301 1", hash)).toBe(true);
  });

  test("an invalid hash is an error, not a wrong password", async () => {
    const scrypt = "$scrypt$ln=14,r=8,p=1$c2FsdA$aGFzaA";
    for (const hash of ["", "open-sesame", scrypt, "$argon2id$v=19$m=64,t=1,p=1$$"])
      await expect(verifyPassword("open-sesame", hash)).rejects.toThrow("not an argon2id hash");
  });

  test("are hashed under node --watch, too, whose threads send messages of Node's", async () => {
    const folder = await mkdtemp(join(tmpdir(), "password-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const program = join(folder, "hash.ts");
    const library = join(import.meta.dirname, "..", "src", "accounts", "password.ts");
    await writeFile(
      program,
      `import { hashPassword } from ${JSON.stringify(library)};
      console.log(await hashPassword("x", ${JSON.stringify(CHEAP)}).catch(String));`,
    );
    const watch = spawn(process.execPath, ["--watch", program], { stdio: ["ignore", "pipe", "inherit"] });
    onTestFinished(() => void watch.kill());
    const [said] = await once(watch.stdout, "data");
    expect(String(said)).toMatch(/^\$argon2id\$/);
  });

  test("many at once all get an answer, even if one of them cannot be hashed", async () => {
    const hash = await hashPassword("open-sesame", CHEAP);
    // argon2 needs at least 8 KiB
    const impossible = hash.replace("m=64", "m=1");
    const answers = Array.from({ length: 20 }, (_, n) =>
      verifyPassword(n % 2 ? "open-sesame" : "hopper", n === 7 ? impossible : hash).catch(() => "failed"),
    );
    expect(await Promise.all(answers)).toEqual(answers.map((_, n) => (n === 7 ? "failed" : n % 2 === 1)));
  });
});
