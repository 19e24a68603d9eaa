import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { execa } from "execa";
import { afterAll, afterEach, expect, test } from "vitest";
import { Processes } from "../src/runtime/native/processes.ts";

const NAME = "test-process";
const FOLDER = await mkdtemp(join(tmpdir(), "processes-"));
const PID_FILE = join(FOLDER, "pids", `${NAME}.json`);
const processes = new Processes(FOLDER);

afterEach(async () => {
  await processes.end(NAME, "SIGKILL");
  await rm(PID_FILE, { force: true });
});

afterAll(() => rm(FOLDER, { recursive: true }));

const start = () =>
  processes.start(NAME, "sleep", ["60"], { cwd: "/", env: {}, privateFolders: [], user: null });

test("a started process is found by its name and ended by it", async () => {
  await start();
  expect(await processes.pidOf(NAME)).toBeGreaterThan(1);
  await processes.end(NAME, "SIGTERM");
  expect(await processes.pidOf(NAME)).toBeNull();
});

test("a process that was killed is dead, and one that ended as it was asked to is not", async () => {
  await start();
  await processes.end(NAME, "SIGKILL");
  expect(processes.isDead(NAME)).toBe(true);
  await start();
  await processes.end(NAME, "SIGTERM");
  expect(processes.isDead(NAME)).toBe(false);
});

test("a process of somebody else is not killed, even if a pid file names it", async () => {
  // older than ours by more than the ticks in which begins are counted
  const bystander = spawn("sh", ["-c", "sleep 0.1; echo; exec sleep 60"]);
  await once(bystander.stdout, "data");
  await start();
  const record = JSON.parse(await readFile(PID_FILE, "utf8"));
  await processes.end(NAME, "SIGKILL");
  await mkdir(join(FOLDER, "pids"), { recursive: true });
  await writeFile(PID_FILE, JSON.stringify({ ...record, pid: bystander.pid }));
  expect(await processes.pidOf(NAME)).toBeNull();
  await processes.end(NAME, "SIGKILL", { group: true });
  expect(bystander.exitCode ?? bystander.signalCode).toBeNull();
  bystander.kill("SIGKILL");
  await once(bystander, "exit");
});

test.each(["", "{", '{"pid":1,"began":"x"}', '{"pid":"-1"}', "null", '{"pid":-7,"began":""}'])(
  "a pid file that contains %j names no process",
  async (text) => {
    await mkdir(join(FOLDER, "pids"), { recursive: true });
    await writeFile(PID_FILE, text);
    expect(await processes.pidOf(NAME)).toBeNull();
    await processes.end(NAME, "SIGKILL");
  },
);

test("where the starter is killed on its way, the program is known by its name or does not run", {
  timeout: 60_000,
}, async () => {
  for (let killedAfter = 0; killedAfter < 60; killedAfter += 3) {
    // no other process sleeps as long
    const seconds = `60.${process.pid}${killedAfter}`;
    const fixture = join(import.meta.dirname, "start-process.ts");
    const starter = spawn(process.execPath, [fixture, FOLDER, NAME, "sleep", seconds]);
    const ended = once(starter, "exit");
    await once(starter.stdout, "data");
    await sleep(killedAfter);
    starter.kill("SIGKILL");
    await ended;
    const unknown = async () => {
      await processes.end(NAME, "SIGKILL");
      return (await execa("ps", ["-eo", "args"])).stdout.split("\n").filter((line) => line.includes(seconds));
    };
    await expect.poll(unknown, { message: `killed after ${killedAfter} ms`, timeout: 5000 }).toEqual([]);
  }
});

test("a missing program is an error that names it", async () => {
  await expect(
    processes.start(NAME, "no-such-program", [], { cwd: "/", env: {}, privateFolders: [], user: null }),
  ).rejects.toThrow(/test-process does not start/);
});
