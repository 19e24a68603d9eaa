import { readdir, readFile, readlink } from "node:fs/promises";
import { labCommand } from "../lab-command.ts";
import { nameIn } from "./deployment-name.ts";
import { runProgram } from "./run-program.ts";

/** What listens on a port, as the end of a sentence, and what can be done about it, one line each. */
export interface Holder {
  readonly who: string;
  readonly remedies: readonly string[];
}

interface Process {
  readonly pid: string;
  readonly name: string;
  /** Its working directory; empty where unknown. */
  readonly folder: string;
}

/** The process that listens on a port; null where unknown: only root sees those of other users. */
export async function processOn(port: number): Promise<Holder | null> {
  const holder = await (process.platform === "linux" ? byProc(port) : byLsof(port));
  if (!holder) return null;
  const { pid, name, folder } = holder;
  // the working directory of a native deployment's nginx is its prefix
  const [, checkout, deployment] = /^(.+)\/\.lab\/(native[^/]*)\/nginx(?:-\d)?$/.exec(folder) ?? [];
  return checkout && deployment
    ? {
        who: `${name} (pid ${pid}), which the lab started in ${checkout}`,
        remedies: [`Take it down: ${inFolder(checkout, labCommand("down", nameIn("native", deployment)))}`],
      }
    : { who: `${name} (pid ${pid})`, remedies: [`End it: kill ${pid}`] };
}

/** A shell command that runs another one in a folder. */
export const inFolder = (folder: string, command: string): string =>
  `cd ${/^[\w@%+:,./-]+$/.test(folder) ? folder : `'${folder.replaceAll("'", "'\\''")}'`} && ${command}`;

async function byLsof(port: number): Promise<Process | null> {
  const { stdout } = await runProgram("lsof", ["-nP", `-iTCP:${port}`, "-sTCP:LISTEN", "-Fpc"], {
    reject: false,
  });
  const pid = /^p(\d+)$/m.exec(stdout ?? "")?.[1];
  return pid ? { pid, name: /^c(.+)$/m.exec(stdout ?? "")?.[1] ?? "process", folder: "" } : null;
}

/** Not every Linux has lsof or ss. /proc/net/tcp lists the socket that listens, /proc/PID/fd the process that holds it. */
async function byProc(port: number): Promise<Process | null> {
  const socket = await listeningSocket(port);
  if (!socket) return null;
  for (const pid of (await readdir("/proc")).filter((name) => /^\d+$/.test(name))) {
    const files = await readdir(`/proc/${pid}/fd`).catch(() => []);
    const links = await Promise.all(files.map((file) => readlink(`/proc/${pid}/fd/${file}`).catch(() => "")));
    if (links.includes(`socket:[${socket}]`)) {
      const name = (await readFile(`/proc/${pid}/comm`, "utf8")).trim();
      return { pid, name, folder: await readlink(`/proc/${pid}/cwd`).catch(() => "") };
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
