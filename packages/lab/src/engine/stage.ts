import { setTimeout as sleep } from "node:timers/promises";
import type { History, HistoryEvent } from "../history/history.ts";
import { memberNamed } from "../runtime/members.ts";
import type { Deployment, Runtime } from "../runtime/runtime.ts";
import { shopperAddress } from "../shopper/addresses.ts";
import { attack } from "../shopper/attacker.ts";
import { inTurns, repeatedly } from "../shopper/crowd.ts";
import type { Pace } from "../shopper/metronome.ts";
import { pollEvenly } from "../shopper/paced-polls.ts";
import { Shopper, type ShopperOptions } from "../shopper/shopper.ts";
import { Acts } from "./acts.ts";
import type { RunnerOptions } from "./options.ts";
import { type Random, seededRandom } from "./random.ts";

/** No customer has this address. */
const ATTACKER = "127.250.66.6";

/** How long `untilMet` waits for nginx. */
const KNOWN_WITHIN_SECONDS = 10;

/** What an experiment acts with in one arm: shoppers, and the means to break things. Everything it does goes into the history. */
export class Stage extends Acts implements AsyncDisposable {
  /** The same choices in every arm of an experiment. */
  readonly random: Random;
  /** Use fewer customers and less time. */
  readonly quick: boolean;
  /** The number of customers that the user chose, for the experiments that let the user choose. */
  readonly customers: number | undefined;
  /** Aborted when the user interrupts: check it in loops. */
  readonly signal: AbortSignal;
  readonly #history: History;
  readonly #url: string;
  readonly #urls: readonly string[] | undefined;
  readonly #runtime: Runtime;
  readonly #shoppers: Shopper[] = [];

  constructor(history: History, { url, urls }: Deployment, options: RunnerOptions) {
    super(history, options);
    this.random = seededRandom(options.seed);
    this.quick = options.quick;
    this.customers = options.customers;
    this.signal = options.signal;
    this.#history = history;
    this.#url = url;
    this.#urls = urls;
    this.#runtime = options.runtime;
  }

  /** Returns `count` new customers, numbered on from the existing ones. `address` returns the n-th one's address; by default each has its own /24. */
  shoppers(count: number, address?: (n: number) => string): Shopper[] {
    return Array.from({ length: count }, () => {
      const n = this.#shoppers.length + 1;
      return this.shopper({ name: `shopper-${n}`, ...(address && { address: address(n) }) });
    });
  }

  /**
   * Returns a new customer with the given name, account, cookies, address or history. Where there are several nginx, each request goes
   * to one of them at random.
   */
  shopper(options: Pick<ShopperOptions, "name" | "account" | "jar"> & Partial<ShopperOptions>): Shopper {
    const urls = this.#urls;
    const random = urls && this.random.fork();
    const shopper = new Shopper({
      address: shopperAddress(this.#shoppers.length + 1),
      url: this.#url,
      ...(random && { route: () => random.shuffle(urls) }),
      clientAddress: this.#runtime.clientAddress,
      history: this.#history,
      ...options,
    });
    this.#shoppers.push(shopper);
    return shopper;
  }

  /** Every member of a crowd acts once, `atOnce` of them at a time. */
  inTurns<T>(
    crowd: readonly T[],
    act: (member: T, index: number) => Promise<void>,
    atOnce?: number,
  ): Promise<void> {
    return inTurns(crowd, this.signal, act, atOnce);
  }

  /** Every member of a crowd acts `times(index)` times, in random order. */
  mixed<T>(
    crowd: readonly T[],
    times: (index: number) => number,
    act: (member: T) => Promise<unknown>,
  ): Promise<void> {
    const turns = crowd.flatMap((member, index) => new Array<T>(times(index)).fill(member));
    return this.inTurns(this.random.shuffle(turns), async (member) => void (await act(member)));
  }

  /** Every member of a crowd acts again and again until `event` is over. */
  async during(
    event: () => Promise<void>,
    crowd: readonly Shopper[],
    act: (shopper: Shopper, round: number) => Promise<unknown>,
  ): Promise<void> {
    await repeatedly(crowd, this.signal, act, event);
  }

  /** Polls these customers' carts in turn, at an even pace. `history`: where that is recorded. */
  async poll(customers: readonly Shopper[], pace: Pace, history: History = this.#history): Promise<void> {
    const pollers = customers.map(({ poller }) => poller);
    history.recordPolls(await pollEvenly(pollers, pace, this.signal));
  }

  /** Waits before the next click: `least` to `most` milliseconds. */
  async think(least: number, most: number): Promise<void> {
    await sleep(this.random.int(least, most), undefined, { signal: this.signal });
  }

  /**
   * Sends new customers until each of these replicas has answered one, so that nginx must know them. Gives up after
   * KNOWN_WITHIN_SECONDS. `history`: where their requests are recorded.
   */
  async untilMet(replicas: readonly string[], history: History = this.#history): Promise<void> {
    const unmet = new Set(replicas);
    const end = performance.now() + KNOWN_WITHIN_SECONDS * 1000;
    while (unmet.size > 0 && performance.now() < end) {
      const newcomer = this.shopper({ name: `shopper-${this.#shoppers.length + 1}`, history });
      unmet.delete((await newcomer.whoami()).replica ?? "");
      await sleep(15, undefined, { signal: this.signal });
    }
  }

  /** Records requests and CPU time of each replica. */
  async sample(): Promise<void> {
    const { members } = await this.#runtime.look();
    for (const replica of members.filter(({ role }) => role === "replica")) {
      const { name } = replica;
      const stats = await this.#runtime.stats(replica);
      if (!stats) continue;
      this.#history.recordSample("requests", stats.requests, name);
      this.#history.recordSample("cpu ms", stats.cpu, name);
    }
  }

  /** Samples the number of sessions until there are `wanted`, for at most `seconds`. */
  async sampleSessionsUntil(wanted: number, seconds: number): Promise<void> {
    const replica = memberNamed("shop-1", await this.#runtime.look());
    const end = performance.now() + seconds * 1000;
    for (;;) {
      const sessions = (await this.#runtime.stats(replica))?.sessions;
      if (sessions !== undefined) this.#history.recordSample("sessions", sessions);
      if (sessions === wanted || performance.now() > end) return;
      await sleep(200, undefined, { signal: this.signal });
    }
  }

  /** What customers have seen so far. */
  get events(): readonly HistoryEvent[] {
    return this.#history.events;
  }

  /** Attacks the shop and this customer's account, from another address, until `event` is over. */
  async underAttack(victim: string, event: Promise<unknown>): Promise<void> {
    const { clientAddress } = this.#runtime;
    const attacker = { url: this.#url, address: ATTACKER, clientAddress, victim };
    for (const [status, count] of await attack(attacker, event))
      this.#history.recordSample(`attacker's requests answered ${status}`, count);
  }

  /** Marks a moment of the experiment in the history, for judging to find. */
  mark(moment: string): void {
    this.#history.recordAct(moment);
  }

  /** Closes the shoppers' connections. */
  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#shoppers.map((shopper) => shopper.leave()));
  }
}
