import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "redis";

/** A redis-server process on a free loopback port, for one test's use. */
export interface RedisServer {
  readonly url: string;
  /** Gives it commands, as its operator would. */
  say(commands: readonly string[][], password?: string): Promise<unknown[]>;
  signal(name: NodeJS.Signals): void;
  /** Ends it as a crash does, or as another signal does. */
  kill(name?: NodeJS.Signals): Promise<void>;
  /** Starts it again at the same address, with whatever it had saved. */
  start(): Promise<void>;
  /** Ends it and removes what it had saved. */
  stop(): Promise<void>;
}

/** A real, empty Redis with these settings (`--name value`); it saves nothing unless they say so. Rejects when the machine has no redis-server. */
export async function startRedisServer(...settings: string[]): Promise<RedisServer> {
  const port = await freePort();
  const dir = await mkdtemp(join(tmpdir(), "redis-"));
  const args = ["--port", `${port}`, "--bind", "127.0.0.1", "--dir", dir, "--save", "", ...settings];
  let server: ChildProcess;
  const start = async () => {
    server = spawn("redis-server", args, { stdio: ["ignore", "pipe", "inherit"] });
    await ready(server);
  };
  const kill = async (name: NodeJS.Signals = "SIGKILL") => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    server.kill(name);
    await once(server, "exit");
  };
  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    say: async (commands, password = "") => {
      const socket = { host: "127.0.0.1", port };
      const operator = await createClient({ socket, password }).connect();
      const replies = [];
      for (const command of commands) replies.push(await operator.sendCommand(command));
      operator.destroy();
      return replies;
    },
    signal: (name) => server.kill(name),
    kill,
    start,
    stop: async () => {
      await kill();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

function ready(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    server.on("error", (error) => reject(new Error(`redis-server does not start: ${error.message}`)));
    server.on("exit", (code) => reject(new Error(`redis-server ended with ${code} before it was ready`)));
    server.stdout?.on("data", (said) => String(said).includes("Ready to accept connections") && resolve());
  });
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as { port: number };
  await new Promise((closed) => probe.close(closed));
  return port;
}
