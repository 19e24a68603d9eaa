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

/**
 * Throws a LabError when nothing of this user's can listen on the port. Where something holds the port, it says what, if known, and
 * how to stop that. `byDocker`: Docker listens for us, and may use ports that this user may not.
 */
export async function requireFreePort(port: number, { byDocker = false } = {}): Promise<void> {
  const code = await whyNotFree(port);
  if (code === null || (code === "EACCES" && byDocker)) return;
  const elsewhere = (other: number) => `or choose another port: PORT=${other} scripts/lab …`;
  if (code === "EACCES")
    throw new LabError(
      `Port ${port} is not for ordinary users: only root may listen on it.`,
      ["Run the lab with Docker, which may: --runtime compose", elsewhere(8080)].join("\n"),
    );
  if (code !== "EADDRINUSE") throw new LabError(`Nothing can listen on port ${port}: ${code}.`);
  const { who, remedies } = (await containerOn(port)) ?? (await processOn(port)) ?? UNKNOWN;
  throw new LabError(`Port ${port} is taken by ${who}.`, [...remedies, elsewhere(port + 1)].join("\n"));
}

const UNKNOWN: Holder = { who: "another program", remedies: ["End it,"] };

/** The code of the error with which listening fails; null where it does not. */
function whyNotFree(port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", ({ code }: NodeJS.ErrnoException) => resolve(code ?? "unknown"));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(null)));
  });
}
