import { randomBytes, timingSafeEqual } from "node:crypto";
import { type HashJob, hashing } from "./hashing.ts";

type Cost = Pick<HashJob, "memory" | "passes">;

/** https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#argon2id */
const OWASP_COST: Cost = { memory: 19_456, passes: 2 };

const HASH_BYTES = 32;

/**
 * Resolves with a salted argon2id hash as a PHC string: $argon2id$v=19$m=19456,t=2,p=1$salt$hash
 * https://github.com/P-H-C/phc-string-format
 */
export async function hashPassword(password: string, cost = OWASP_COST): Promise<string> {
  const salt = randomBytes(16);
  const key = await hashing.push({ ...cost, password: normalized(password), salt, bytes: HASH_BYTES });
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64").replaceAll("=", "");
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=1$${text(salt)}$${text(key)}`;
}

/** Whether this is the password that was hashed. Rejects when `hash` is not an argon2id hash in PHC format. */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const parts = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=1\$([^$]{11,})\$([^$]{11,})$/.exec(hash);
  if (!parts) throw new Error("This is not an argon2id hash in PHC format.");
  const [, memory, passes, salt, key] = parts as unknown as [string, string, string, string, string];
  const expected = Buffer.from(key, "base64");
  const actual = await hashing.push({
    password: normalized(password),
    salt: Buffer.from(salt, "base64"),
    memory: Number(memory),
    passes: Number(passes),
    bytes: expected.length,
  });
  return timingSafeEqual(expected, actual);
}

/** Keyboards encode some letters in different ways; all of them are the same password: https://www.rfc-editor.org/rfc/rfc8265#section-4 */
const normalized = (password: string) => password.normalize("NFKC");
