import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";
import { SECRET } from "./running-shop.ts";

/** The shop as a process of its own, as an app's main.ts starts it. */
export interface ShopProcess {
  readonly url: string;
  signal(name: NodeJS.Signals): void;
  /** Its exit code, or the signal that ended it. */
  readonly exit: Promise<number | NodeJS.Signals>;
}

const APPS = join(import.meta.dirname, "..", "..", "..", "apps");

/** Starts apps/`app` on a free loopback port and resolves when it listens; ended, if it still runs, with the test. */
export async function startShopProcess(app: string, env: Record<string, string>): Promise<ShopProcess> {
  const child = spawnShop(app, env, "inherit");
  const exit = exitOf(child);
  return { url: await listening(child), signal: (name) => child.kill(name), exit };
}

/** Starts apps/`app`, which should refuse, and resolves with how it ended and all that it said. */
export async function startRefused(app: string, env: Record<string, string>) {
  const child = spawnShop(app, env, "pipe");
  if (!child.stdout || !child.stderr) throw new Error("The shop's output cannot be read.");
  const [stdout, stderr, exit] = await Promise.all([text(child.stdout), text(child.stderr), exitOf(child)]);
  return { stdout, stderr, exit };
}

function spawnShop(app: string, env: Record<string, string>, stderr: "inherit" | "pipe"): ChildProcess {
  const child = spawn(process.execPath, [join(APPS, app, "main.ts")], {
    env: { PATH: process.env.PATH, PORT: "0", REPLICA: "shop-1", SESSION_SECRET: SECRET, ...env },
    stdio: ["ignore", "pipe", stderr],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

const exitOf = (child: ChildProcess) => once(child, "exit").then(([code, signal]) => code ?? signal);

async function listening(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error("The shop's log cannot be read.");
  const log = createInterface({ input: child.stdout });
  for await (const line of log) {
    const url = /Server listening at (http:[^"]+)/.exec(line)?.[1];
    if (!url) continue;
    // read on, or the pipe would fill
    child.stdout.resume();
    return url;
  }
  throw new Error("The shop ended before it listened.");
}
