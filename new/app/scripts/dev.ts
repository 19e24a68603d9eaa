import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/*
 * pnpm dev: the app without Docker, restarted when a file in src/ changes. It uses the Redis at REDIS_URL or the one on this machine.
 * Where none answers, it starts one as docker-compose.yml does, with the same user and the same commands; its data ends with it.
 */
const REDIS_PORT = 6379;
const MISSING = 127;

const access = mkdtempSync(join(tmpdir(), "redis-"));
const running: ChildProcess[] = [];
let isStopping = false;

const isListening = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });

/** In a process group of its own: Ctrl-C on the terminal reaches this process only, which ends the others one after the other. */
function start(command: string, args: string[], env: NodeJS.ProcessEnv): void {
  const child = spawn(command, args, {
    stdio: "inherit",
    detached: true,
    env: { ...process.env, ...env },
  });
  running.unshift(child);
  child.on("exit", (code) => {
    const missing = `There is no redis-server here. Install Redis 7 or newer, or say where one is: REDIS_URL=redis://…`;
    stop(code === MISSING ? missing : `${command} ended with ${code}.`);
  });
}

/** The app ends before its Redis does. */
async function stop(why?: string): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  if (why) process.stderr.write(`${why}\n`);
  for (const child of running) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill();
    await once(child, "exit");
  }
  rmSync(access, { recursive: true, force: true });
  process.exit(why ? 1 : 0);
}
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => stop());

let redis: NodeJS.ProcessEnv = { REDIS_URL: process.env.REDIS_URL ?? `redis://127.0.0.1:${REDIS_PORT}` };
if (!process.env.REDIS_URL && !(await isListening(REDIS_PORT))) {
  const options = [
    "--port",
    `${REDIS_PORT}`,
    "--bind",
    "127.0.0.1",
    "--dir",
    access,
    "--loglevel",
    "warning",
  ];
  start("sh", ["redis/start.sh", ...options], { REDIS_ACCESS: access });
  redis = {
    REDIS_URL: `redis://shop@127.0.0.1:${REDIS_PORT}`,
    REDIS_PASSWORD_FILE: join(access, "password"),
  };
}
start(process.execPath, ["--watch-path=src", "--env-file-if-exists=.env", "src/main.ts"], {
  NODE_ENV: "development",
  ...redis,
  PORT: process.env.PORT ?? "3000",
  SESSION_SECRET: process.env.SESSION_SECRET ?? randomBytes(32).toString("base64url"),
});
