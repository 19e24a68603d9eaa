import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";

/** Cost of a new hash as the binary logarithm of scrypt's N: 2^14 with r = 8 takes 16 MiB. */
const DEFAULT_LOG_N = 14;
const KEY_BYTES = 32;

function derive(password: string, salt: Buffer, logN: number, bytes: number): Promise<Buffer> {
  const cost = { N: 2 ** logN, r: 8, p: 1, maxmem: 256 * 2 ** logN * 8 };
  return new Promise((resolve, reject) => {
    scrypt(password.normalize("NFKC"), salt, bytes, cost, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

/** A salted scrypt hash as a PHC string: $scrypt$ln=14,r=8,p=1$salt$hash (https://github.com/P-H-C/phc-string-format). */
export async function hashPassword(password: string, logN = DEFAULT_LOG_N): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, logN, KEY_BYTES);
  const text = (bytes: Buffer) => bytes.toString("base64").replaceAll("=", "");
  return `$scrypt$ln=${logN},r=8,p=1$${text(salt)}$${text(key)}`;
}

/** Whether the password is the one that was hashed. Throws when the hash is none of ours. */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const parts = /^\$scrypt\$ln=(\d{1,2}),r=8,p=1\$([^$]+)\$([^$]+)$/.exec(hash);
  if (!parts) throw new Error("This is not a scrypt hash in PHC format.");
  const [, logN, salt, key] = parts as unknown as [string, string, string, string];
  const expected = Buffer.from(key, "base64");
  return timingSafeEqual(
    expected,
    await derive(password, Buffer.from(salt, "base64"), Number(logN), expected.length),
  );
}
