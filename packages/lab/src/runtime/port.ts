import { randomInt } from "node:crypto";
import { createServer } from "node:net";
import getPort from "get-port";
import { LabError } from "../errors.ts";
import { containerOn } from "./compose/port-holder.ts";
import { type Holder, processOn } from "./port-holder.ts";

/** Below the ports for outgoing connections, which could take a port before anything listens on it. */
const [FIRST, LAST] = [20_000, 32_000];
const CANDIDATES = 1000;

/** Returns a free loopback port, a different one at each call. Random, because other checkouts choose at the same time. */
export function freePort(): Promise<number> {
  const port = Array.from({ length: CANDIDATES }, () => randomInt(FIRST, LAST));
  return getPort({ host: "127.0.0.1", port });
}

/** Throws a LabError when the port is taken. It says what holds the port, if known, and how to stop that. */
export async function requireFreePort(port: number): Promise<void> {
  if (!(await isTaken(port))) return;
  const { who, remedies } = (await containerOn(port)) ?? (await processOn(port)) ?? UNKNOWN;
  const elsewhere = `or choose another port: PORT=${port + 1} scripts/lab …`;
  throw new LabError(`Port ${port} is taken by ${who}.`, [...remedies, elsewhere].join("\n"));
}

const UNKNOWN: Holder = { who: "another program", remedies: ["End it,"] };

function isTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(true));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(false)));
  });
}
