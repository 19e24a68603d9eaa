import { writeFile } from "node:fs/promises";
import { hashPassword } from "../../accounts/password.ts";

/*
 * Writes accounts.json again: node packages/shop/src/demo/accounts/make-accounts.ts
 * The passwords of the lab's customers (shopper-1 …) have cheap hashes, or an experiment would measure argon2.
 */
const people = { ada: "lovelace", alan: "turing", grace: "hopper" };
const SHOPPERS = 500;
const CHEAP = { memory: 64, passes: 1 };

const hashes: Record<string, string> = {};
for (const [name, password] of Object.entries(people)) hashes[name] = await hashPassword(password);
for (let n = 1; n <= SHOPPERS; n++) hashes[`shopper-${n}`] = await hashPassword(`shopper-${n}`, CHEAP);
await writeFile(new URL("accounts.json", import.meta.url), `${JSON.stringify(hashes, null, 2)}\n`);
