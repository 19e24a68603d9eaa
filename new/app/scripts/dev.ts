import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { connect } from "node:net";

/*
 * pnpm dev: the app without Docker, restarted on each change. It uses the Redis at REDIS_URL, by default the one on this machine, and
 * starts redis-server where none answers. What that one keeps ends with it.
 */
const url = new URL(process.env.REDIS_URL ?? "redis://127.0.0.1:6379");
const [host, port] = [url.hostname, Number(url.port || 6379)];

const answers = () =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, host);
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });

const children: ChildProcess[] = [];
function start(command: string, args: string[], env: NodeJS.ProcessEnv = {}): void {
  const child = spawn(command, args, { stdio: "inherit", env: { ...process.env, ...env } });
  children.push(child);
  child.on("error", (error) =>
    stop(
      `${command} does not start: ${error.message}. Install it, or say where Redis is: REDIS_URL=redis://…`,
    ),
  );
  child.on("exit", (code) => stop(code ? `${command} ended with ${code}.` : ""));
}

function stop(why: string): void {
  if (why) process.stderr.write(`${why}\n`);
  for (const child of children) child.kill();
  process.exit(why ? 1 : 0);
}

if (!(await answers()))
  start("redis-server", ["--port", `${port}`, "--bind", host, "--save", "", "--loglevel", "warning"]);
start(process.execPath, ["--watch", "--env-file-if-exists=.env", "src/main.ts"], {
  NODE_ENV: "development",
  REDIS_URL: url.href,
  PORT: process.env.PORT ?? "3000",
  SESSION_SECRET: process.env.SESSION_SECRET ?? randomBytes(32).toString("base64url"),
});
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop(""));
