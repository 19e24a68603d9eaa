import { randomUUIDv7 } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { ROOT } from "@shop/lab/paths.ts";
import { freePort } from "@shop/lab/runtime/port.ts";
import { execa } from "execa";

/** What makes `docker compose` run production. */
export const PRODUCTION = ["--env-file", ".env", "--env-file", "production.env"];

/** An app made by scripts/new, in a folder and a Compose project of its own. */
export class NewApp {
  readonly folder: string;
  readonly #ports: Record<string, string>;

  private constructor(folder: string, ports: Record<string, string>) {
    this.folder = folder;
    this.#ports = ports;
  }

  static async make(): Promise<NewApp> {
    const folder = join(await mkdtemp(join(tmpdir(), "new-app-")), `my-app-${process.pid}`);
    await execa(join(ROOT, "scripts", "new"), [folder]);
    const names = ["PORT", "PROMETHEUS_PORT", "HTTP_PORT", "HTTPS_PORT"];
    const ports = await Promise.all(names.map(async (name) => [name, `${await freePort()}`]));
    return new NewApp(folder, Object.fromEntries(ports));
  }

  /** The name of one of its containers. */
  container = (service: string) => `${basename(this.folder)}-${service}`;

  port = (name: string) => this.#ports[name] as string;

  /** Runs a program in its folder. Its ports win over those in .env and production.env. */
  run = (command: string, ...args: string[]) =>
    execa(command, args, { cwd: this.folder, env: { CI: "true", ...this.#ports } });

  /** Replaces a part of one of its files. */
  async change(file: string, from: string | RegExp, to: string): Promise<void> {
    const path = join(this.folder, file);
    await writeFile(path, (await readFile(path, "utf8")).replace(from, to));
  }

  fetch = (path: string, init?: RequestInit) => fetch(`http://localhost:${this.port("PORT")}${path}`, init);

  /** Signs somebody in who speaks JSON. Returns a function that sends requests with their cookies, each with a key of its own. */
  async signIn(username: string) {
    const json = { accept: "application/json", "content-type": "application/json" };
    const send = (cookie: string, method: string, path: string, body?: object) =>
      this.fetch(path, {
        method,
        headers: { ...json, ...(cookie && { cookie }), "idempotency-key": randomUUIDv7() },
        ...(body && { body: JSON.stringify(body) }),
      });
    const { headers } = await send("", "POST", "/login", { username, password: username });
    const cookie = headers.getSetCookie().map((line) => line.split(";")[0]);
    return (method: string, path: string, body?: object) => send(cookie.join("; "), method, path, body);
  }

  async remove(): Promise<void> {
    const development = ["--file", "docker-compose.yml", "--file", "compose.observe.yml"];
    for (const options of [development, PRODUCTION])
      await this.run("docker", "compose", ...options, "down", "--volumes", "--rmi", "local").catch(() => {});
    await rm(join(this.folder, ".."), { recursive: true, force: true });
  }
}
