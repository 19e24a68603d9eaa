import { writeFile } from "node:fs/promises";
import { hashPassword } from "./password.ts";

/*
 * Writes demo-accounts.json anew: node packages/shop/src/accounts/make-demo-accounts.ts
 * The programs' accounts (shopper-1 …) are hashed cheaply, or an experiment would measure scrypt.
 */
const people = { ada: "lovelace", alan: "turing", grace: "hopper" };
const PROGRAMS = 500;
const CHEAP_LOG_N = 8;

const hashes: Record<string, string> = {};
for (const [name, password] of Object.entries(people)) hashes[name] = await hashPassword(password);
for (let n = 1; n <= PROGRAMS; n++) hashes[`shopper-${n}`] = await hashPassword(`shopper-${n}`, CHEAP_LOG_N);
await writeFile(new URL("demo-accounts.json", import.meta.url), `${JSON.stringify(hashes, null, 2)}\n`);
