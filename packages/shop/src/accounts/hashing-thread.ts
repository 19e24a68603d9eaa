import { argon2Sync } from "node:crypto";
import { constants, setPriority } from "node:os";
import { parentPort } from "node:worker_threads";
import type { HashJob } from "./hashing.ts";

// pages are more urgent than hashes. Only Linux sets the priority of a single thread; elsewhere this would slow the whole process
if (process.platform === "linux") setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

parentPort?.on("message", ({ password, salt, memory, passes, bytes }: HashJob) => {
  const parameters = { message: password, nonce: salt, memory, passes, tagLength: bytes, parallelism: 1 };
  parentPort?.postMessage(argon2Sync("argon2id", parameters));
});
