import { randomInt } from "node:crypto";
import { readdir, readFile, readlink } from "node:fs/promises";
import { createServer } from "node:net";
import { execa } from "execa";
import { LabError } from "../errors.ts";

/** Below the ports that operating systems give to outgoing connections: one of those would take a port before it is listened on. */
const [FIRST, LAST] = [20_000, 32_000];

/** A loopback port that nobody uses at this moment. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(FIRST, LAST);
    if (!(await isTaken(port))) return port;
  }
}

/** Throws, naming the holder where it can be found out, when the port is taken. */
export async function requireFreePort(port: number): Promise<void> {
  if (!(await isTaken(port))) return;
  const holder =
    (process.platform === "linux" ? await holderByProc(port) : await holderByLsof(port)) ?? "another program";
  throw new LabError(
    `Port ${port} is taken by ${holder}.`,
    `End it, or choose another port: PORT=${port + 1} scripts/lab up …`,
  );
}

function isTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(true));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(false)));
  });
}

async function holderByLsof(port: number): Promise<string | null> {
  const { stdout } = await execa("lsof", ["-nP", `-iTCP:${port}`, "-sTCP:LISTEN", "-Fpc"], { reject: false });
  const pid = /^p(\d+)$/m.exec(stdout ?? "")?.[1];
  return pid ? `${/^c(.+)$/m.exec(stdout ?? "")?.[1] ?? "process"} (pid ${pid})` : null;
}

/** Linux tells which socket listens (/proc/net/tcp) and which process holds it (/proc/PID/fd); others' processes only to root. */
async function holderByProc(port: number): Promise<string | null> {
  const socket = await listeningSocket(port);
  if (!socket) return null;
  for (const pid of (await readdir("/proc")).filter((name) => /^\d+$/.test(name))) {
    const files = await readdir(`/proc/${pid}/fd`).catch(() => []);
    const links = await Promise.all(files.map((file) => readlink(`/proc/${pid}/fd/${file}`).catch(() => "")));
    if (links.includes(`socket:[${socket}]`)) {
      return `${(await readFile(`/proc/${pid}/comm`, "utf8")).trim()} (pid ${pid})`;
    }
  }
  return null;
}

async function listeningSocket(port: number): Promise<string | undefined> {
  const LISTEN = "0A";
  const hexPort = port.toString(16).toUpperCase().padStart(4, "0");
  for (const table of ["/proc/net/tcp", "/proc/net/tcp6"]) {
    const rows = (await readFile(table, "utf8").catch(() => ""))
      .split("\n")
      .map((row) => row.trim().split(/\s+/));
    const row = rows.find(([, local, , state]) => local?.endsWith(`:${hexPort}`) && state === LISTEN);
    if (row) return row[9];
  }
  return undefined;
}
