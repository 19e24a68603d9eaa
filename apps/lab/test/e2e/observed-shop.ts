import { composeVariable } from "@shop/lab/env-file.ts";
import { ROOT } from "@shop/lab/paths.ts";
import { LAB_PROJECT } from "@shop/lab/runtime/compose/names.ts";
import { freePort } from "@shop/lab/runtime/port.ts";
import { execa } from "execa";
import { expect } from "vitest";

/** A series and its last sample. */
export interface Series {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [time: number, value: string];
}

interface Answer {
  readonly status: string;
  readonly error?: string;
  readonly data: {
    readonly result: readonly Series[];
    readonly alerts: readonly { readonly state: string; readonly labels: { readonly alertname: string } }[];
  };
}

/** Seconds for Prometheus to notice, and for an alert to have stood for as long as it must. */
const NOTICED_WITHIN = 120;

const FILES = ["docker-compose.yml", "compose.observe.yml"];

/** The scenario `redis` with compose.observe.yml on top, in a Compose project of its own. */
export class ObservedShop {
  readonly #env: Record<string, string> = {};

  get url(): string {
    return `http://127.0.0.1:${this.#env.PORT}`;
  }

  get prometheus(): string {
    return `http://127.0.0.1:${this.#env.PROMETHEUS_PORT}`;
  }

  async up(): Promise<void> {
    Object.assign(this.#env, { PORT: `${await freePort()}`, PROMETHEUS_PORT: `${await freePort()}` });
    await this.compose("up", "--wait");
  }

  async down(): Promise<void> {
    await this.compose("down", "--volumes");
  }

  async compose(...args: string[]): Promise<string> {
    const files = FILES.flatMap((file) => ["--file", file]);
    const project = ["--project-name", `${LAB_PROJECT}-observed`, "--profile", "redis"];
    const { stdout } = await execa("docker", ["compose", ...files, ...project, ...args], {
      cwd: ROOT,
      env: this.#env,
    });
    return stdout;
  }

  /** Runs a script in Redis, as the shop's user. */
  async inRedis(script: string): Promise<void> {
    const cli = 'REDISCLI_AUTH=$(cat /run/redis-access/password) redis-cli -e --user shop EVAL "$1" 0';
    await this.compose("exec", "-T", "redis", "sh", "-c", cli, "-", script);
  }

  /** The series that Prometheus has for an expression. */
  async query(expression: string): Promise<readonly Series[]> {
    return (await this.#ask(`query?${new URLSearchParams({ query: expression })}`)).result;
  }

  async firing(): Promise<string[]> {
    const { alerts } = await this.#ask("alerts");
    const names = alerts.filter(({ state }) => state === "firing").map(({ labels }) => labels.alertname);
    return [...new Set(names)].toSorted();
  }

  /** Waits until these alerts are among those that fire. */
  async eventuallyFires(...alerts: string[]): Promise<void> {
    await this.#poll(expect.arrayContaining(alerts));
  }

  /** Waits until no alert fires. */
  async eventuallyQuiet(): Promise<void> {
    await this.#poll([]);
  }

  async #poll(alerts: unknown): Promise<void> {
    await expect.poll(() => this.firing(), { timeout: NOTICED_WITHIN * 1000, interval: 500 }).toEqual(alerts);
  }

  async #ask(path: string): Promise<Answer["data"]> {
    const response = await fetch(`${this.prometheus}/api/v1/${path}`);
    const { status, data, error } = (await response.json()) as Answer;
    expect(error).toBeUndefined();
    expect(status).toBe("success");
    return data;
  }
}

/** Runs promtool from Prometheus's image in the folder observe/. Resolves with what it says; rejects where it is not content. */
export async function promtool(...args: string[]): Promise<string> {
  const folder = ["--volume", `${ROOT}/observe:/observe:ro`, "--workdir", "/observe", "--network", "none"];
  const image = composeVariable("PROMETHEUS_IMAGE");
  const run = ["run", "--rm", ...folder, "--entrypoint", "promtool", image];
  return (await execa("docker", [...run, ...args])).stdout;
}
