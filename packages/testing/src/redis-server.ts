import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "redis";

/** A redis-server process on a free loopback port. */
export interface RedisServer {
  readonly url: string;
  readonly port: number;
  /** Of the process that runs now. */
  pid(): number;
  /** Sends commands as its operator and resolves with their replies. */
  say(commands: readonly string[][], password?: string): Promise<unknown[]>;
  signal(name: NodeJS.Signals): void;
  /** Ends it with SIGKILL, as a crash would, or with another signal. */
  kill(name?: NodeJS.Signals): Promise<void>;
  /** Starts it again on the same port, with the data that it had saved. */
  start(): Promise<void>;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
}

const REDIS = join(import.meta.dirname, "..", "..", "..", "redis");

/** The configuration file that docker-compose.yml uses. */
export const PRODUCTION = join(REDIS, "redis.conf");

/**
 * Starts a real, empty Redis. `settings` are its arguments: a configuration file, then `--name`, `value`. Without them it saves
 * nothing. Rejects when the machine has no redis-server.
 */
export async function startRedisServer(...settings: string[]): Promise<RedisServer> {
  return startServer((port, dir) => ({
    command: "redis-server",
    args: [...settings, "--port", `${port}`, "--bind", "127.0.0.1", "--dir", dir, "--save", ""],
  }));
}

/** A Redis with users; their passwords are in these files. */
export interface GuardedRedisServer extends RedisServer {
  readonly passwordFile: string;
  readonly observerPasswordFile: string;
}

/** Starts a Redis as docker-compose.yml does, with its settings and its one user, and with the observer of compose.observe.yml. */
export async function startGuardedRedisServer(): Promise<GuardedRedisServer> {
  const [access, observer] = [
    await mkdtemp(join(tmpdir(), "redis-access-")),
    await mkdtemp(join(tmpdir(), "redis-observer-")),
  ];
  const server = await startServer((port, dir) => ({
    command: "sh",
    args: [join(REDIS, "start.sh"), "--port", `${port}`, "--bind", "127.0.0.1", "--dir", dir],
    env: { REDIS_ACCESS: access, OBSERVER_ACCESS: observer },
  }));
  const stop = async () => {
    await server.stop();
    for (const folder of [access, observer]) await rm(folder, { recursive: true, force: true });
  };
  const passwords = {
    passwordFile: join(access, "password"),
    observerPasswordFile: join(observer, "password"),
  };
  return { ...server, ...passwords, stop };
}

/** How to start a server: `ready` is what it says when it is. */
export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Record<string, string>;
  readonly ready?: string;
}

/** Starts what speaks Redis's protocol on a free port, with a folder of its own. */
export async function startServer(
  launch: (port: number, dir: string) => Launch | Promise<Launch>,
): Promise<RedisServer> {
  const port = await freePort();
  const dir = await mkdtemp(join(tmpdir(), "redis-"));
  const { command, args, env, ready = "Ready to accept connections" } = await launch(port, dir);
  let server: ChildProcess;
  const start = async () => {
    server = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"], env: { ...process.env, ...env } });
    await untilSaid(server, ready);
  };
  const kill = async (name: NodeJS.Signals = "SIGKILL") => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    server.kill(name);
    await once(server, "exit");
  };
  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    pid: () => server.pid as number,
    say: async (commands, password = "") => {
      const socket = { host: "127.0.0.1", port, reconnectStrategy: false as const };
      const operator = createClient({ socket, password }).on("error", () => {});
      await operator.connect();
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

function untilSaid(server: ChildProcess, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.on("error", ({ message }) =>
      reject(
        new Error(
          `redis-server does not start (${message}). The tests need Redis 7 or newer on this machine.`,
        ),
      ),
    );
    server.on("exit", (code) => reject(new Error(`redis-server ended with ${code} before it was ready`)));
    server.stdout?.on("data", (said) => String(said).includes(text) && resolve());
  });
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as { port: number };
  await new Promise((closed) => probe.close(closed));
  return port;
}
