import { type ChildProcess, spawn } from "node:child_process";
import { on, once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { SECRET } from "./running-shop.ts";

/** The shop in a process of its own. */
export interface ShopProcess {
  readonly url: string;
  /** Its log so far. */
  log(): string;
  signal(name: NodeJS.Signals): void;
  /** Its exit code, or the signal that ended it. */
  readonly exit: Promise<number | NodeJS.Signals>;
}

/** A shop of the tests, as a file that can be started. It needs REDIS_URL. */
const PLAIN_SHOP = fileURLToPath(new URL("./shops/plain.ts", import.meta.url));

/** Starts a shop on a free loopback port. Resolves when it listens. It is killed with the test. */
export async function startShopProcess(env: Record<string, string>, main = PLAIN_SHOP): Promise<ShopProcess> {
  const child = spawnShop(main, env, "inherit");
  const exit = exitOf(child);
  let log = "";
  child.stdout?.on("data", (chunk) => {
    log += chunk;
  });
  return { url: await listening(child), log: () => log, signal: (name) => child.kill(name), exit };
}

/** Starts a shop that should refuse to run. Resolves with its exit code or signal and its output. */
export async function startRefused(env: Record<string, string>, main = PLAIN_SHOP) {
  const child = spawnShop(main, env, "pipe");
  if (!child.stdout || !child.stderr) throw new Error("The shop's output cannot be read.");
  const [stdout, stderr, exit] = await Promise.all([text(child.stdout), text(child.stderr), exitOf(child)]);
  return { stdout, stderr, exit };
}

function spawnShop(main: string, env: Record<string, string>, stderr: "inherit" | "pipe"): ChildProcess {
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env.PATH, PORT: "0", REPLICA: "shop-1", SESSION_SECRET: SECRET, ...env },
    stdio: ["ignore", "pipe", stderr],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

const exitOf = (child: ChildProcess) => once(child, "exit").then(([code, signal]) => code ?? signal);

async function listening(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error("The shop's log cannot be read.");
  let log = "";
  for await (const [chunk] of on(child.stdout, "data", { close: ["end"] })) {
    log += chunk;
    const url = /Server listening at (http:[^"]+)/.exec(log)?.[1];
    if (url) return url;
  }
  throw new Error("The shop ended before it listened.");
}
