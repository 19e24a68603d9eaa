import { randomInt } from "node:crypto";
import { createServer } from "node:net";
import { LabError } from "../errors.ts";
import { containerOn } from "./compose/port-holder.ts";
import { type Holder, processOn } from "./port-holder.ts";

/** Below the ports that operating systems give to outgoing connections: one of those would take a port before it is listened on. */
const [FIRST, LAST] = [20_000, 32_000];

/** A loopback port that nobody uses at this moment. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(FIRST, LAST);
    if (!(await isTaken(port))) return port;
  }
}

/** Throws when the port is taken: says by whom, where it can be found out, and what stops it. */
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
