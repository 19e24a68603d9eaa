import { History } from "@shop/lab/history/history.ts";
import { memberNamed } from "@shop/lab/runtime/members.ts";
import { freePort } from "@shop/lab/runtime/port.ts";
import { NO_RELEASE } from "@shop/lab/runtime/release.ts";
import type { Deployment, Member, Runtime, Settings } from "@shop/lab/runtime/runtime.ts";
import { takeDown } from "@shop/lab/runtime/take-down.ts";
import type { Balancing } from "@shop/lab/scenarios.ts";
import { shopperAddress } from "@shop/lab/shopper/addresses.ts";
import { Shopper } from "@shop/lab/shopper/shopper.ts";
import { expect } from "vitest";

export const quiet = () => {};

/** Enough for `ip-hash` to give each of three replicas some. */
const NEWCOMERS = 30;
const SEEN_MILLISECONDS = 15_000;

/** The scenario `redis` with three replicas, which tests share: each begins with `restore`, whatever the one before has left. */
export class TestDeployment {
  readonly runtime: Runtime;
  #deployment: Deployment | undefined;

  constructor(runtime: Runtime) {
    this.runtime = runtime;
  }

  get url(): string {
    return this.deployment.url;
  }

  /** As `up` returned it. */
  get deployment(): Deployment {
    if (!this.#deployment) throw new Error("Nothing is up.");
    return this.#deployment;
  }

  async up(balancing: Balancing = "round-robin", settings: Settings = {}): Promise<void> {
    await this.down();
    const request = { scenario: "redis", balancing, replicas: 3, port: await freePort(), settings } as const;
    this.#deployment = await this.runtime.up(request, quiet);
  }

  async down(): Promise<void> {
    await takeDown(quiet);
    this.#deployment = undefined;
  }

  /** Three ready replicas of the current version that nginx knows, and a ready Redis. Brings them up where nothing is. */
  async restore(balancing: Balancing = "round-robin"): Promise<void> {
    if (!this.#deployment) await this.up(balancing);
    const snapshot = await this.runtime.look();
    // Redis first, without which no replica becomes ready
    for (const member of snapshot.members.toReversed())
      if (member.state !== "ready") await this.runtime.start(member);
    const replicas = snapshot.members.filter(({ role }) => role === "replica").map(({ name }) => name);
    if (replicas.some((name) => name.startsWith("next-")))
      await this.runtime.release(snapshot, NO_RELEASE, quiet);
    if (replicas.filter((name) => name.startsWith("shop-")).length !== 3)
      await this.runtime.scale(snapshot, 3, quiet);
    if (snapshot.deployment?.balancing !== balancing) await this.runtime.balance(snapshot, balancing);
    await this.eventuallyServedBy("shop-1", "shop-2", "shop-3");
  }

  /** By name: `ready`, `starting`, `stopped` or `dead`. */
  async states(): Promise<Record<string, Member["state"]>> {
    const { members } = await this.runtime.look();
    return Object.fromEntries(members.map(({ name, state }) => [name, state]));
  }

  async member(name: string): Promise<Member> {
    return memberNamed(name, await this.runtime.look());
  }

  kill = async (name: string) => this.runtime.kill(await this.member(name));
  stop = async (name: string) => this.runtime.stop(await this.member(name));
  start = async (name: string) => this.runtime.start(await this.member(name));

  /** A customer with an account and an address of their own, numbered from 1. `urls`: where the first requests go, one each. */
  shopper(n: number, urls: readonly string[] = []): Shopper {
    const route = urls.values();
    return new Shopper({
      name: `shopper-${n}`,
      url: this.url,
      route: () => [route.next().value ?? this.url],
      address: shopperAddress(n),
      clientAddress: this.runtime.clientAddress,
      history: new History(),
    });
  }

  /** The replicas that answer `count` clicks of one customer. */
  async servedBy(n: number, count: number): Promise<(string | undefined)[]> {
    const customer = this.shopper(n);
    const replicas = new Set<string | undefined>();
    for (let i = 0; i < count; i++) replicas.add((await customer.whoami()).replica);
    await customer.leave();
    return [...replicas];
  }

  /** Waits until exactly these replicas answer newcomers. */
  async eventuallyServedBy(...replicas: string[]): Promise<void> {
    const serving = async () => {
      const numbers = Array.from({ length: NEWCOMERS }, (_, i) => 400 + i);
      const served = await Promise.all(numbers.map((n) => this.servedBy(n, 1)));
      return [...new Set(served.flat())].toSorted();
    };
    const polling = { timeout: SEEN_MILLISECONDS, interval: 100 };
    await expect.poll(serving, polling).toEqual(replicas.toSorted());
  }
}
