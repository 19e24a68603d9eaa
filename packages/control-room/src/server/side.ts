import { History } from "@shop/lab/history/history.ts";
import { browserUrl } from "@shop/lab/runtime/browser-url.ts";
import type { Deployment, Member, Runtime } from "@shop/lab/runtime/runtime.ts";
import { SCENARIOS, type ScenarioName } from "@shop/lab/scenarios.ts";
import { type Action, describe } from "../wire/action.ts";
import type { Answer, Customer } from "../wire/customer.ts";
import type { SideSnapshot, SideUpdate } from "../wire/live.ts";
import type { SideStatus, Totals } from "../wire/side.ts";
import { whyImpossible } from "../wire/why-impossible.ts";
import { applyAction } from "./apply-action.ts";
import { changedCount, whyNoChange } from "./customer-count.ts";
import { CustomerStatistics } from "./customer-statistics.ts";
import { Customers } from "./customers.ts";
import { Timeline } from "./timeline.ts";
import { visits } from "./visits.ts";

/** `seed` decides how customers behave: the same on every side, so that sides can be compared. */
export interface SideOptions {
  readonly runtime: Runtime;
  readonly deployment: Deployment;
  readonly seed: number;
}

/** One scenario of the control room: its deployment, its customers, and what they saw. */
export class Side {
  readonly #runtime: Runtime;
  readonly #history = new History();
  readonly #began = performance.now();
  readonly #statistics = new CustomerStatistics();
  readonly #timeline = new Timeline();
  readonly #customers: Customers;
  readonly #seed: number;
  /** As the last look that found one showed it. */
  #deployment: Deployment;
  #isUp = true;
  #members: readonly Member[] = [];
  #ongoing: string | null = null;
  #failed: number | undefined;
  #unsentAnswers: Answer[] = [];
  /** The user's own browser, once it has visited this side's shop. */
  #you: Customer | null = null;

  constructor({ runtime, deployment, seed }: SideOptions) {
    this.#runtime = runtime;
    this.#deployment = deployment;
    this.#seed = seed;
    const { url } = deployment;
    const { clientAddress } = runtime;
    this.#customers = new Customers({ url, clientAddress, history: this.#history, seed });
  }

  get scenario(): ScenarioName {
    return this.#deployment.scenario;
  }

  /** Why an action is impossible at present, as the rest of a sentence; null if it is possible. */
  async whyImpossible(action: Action): Promise<string | null> {
    if (action.type === "customers") return whyNoChange(this.#customers.count, action.change);
    await this.look();
    if (!this.#isUp) return "the shop was taken down: open the control room again";
    return whyImpossible(action, this.#members);
  }

  /** Applies an action and annotates the timeline; returns when it is done. `number` is the action's. */
  async apply(action: Action, number: number): Promise<void> {
    const { ongoing, done } = describe(action);
    this.#timeline.annotate(number, done);
    if (action.type === "customers")
      return this.setCustomers(changedCount(this.#customers.count, action.change));
    this.#ongoing = ongoing;
    try {
      await applyAction(action, this.#runtime, { deployment: this.#deployment, members: this.#members });
    } catch (error) {
      this.#failed = number;
      this.#timeline.annotate(number, `${done}: failed`);
      throw error;
    } finally {
      this.#ongoing = null;
      await this.look();
    }
  }

  /** Changes how many customers shop here; returns when those who leave have left. */
  async setCustomers(count: number): Promise<void> {
    const removed = await this.#customers.setCount(count);
    this.#countEvents();
    for (const shopper of removed) this.#statistics.remove(shopper);
  }

  /** Looks at what is running, since a user may start and stop things in a terminal too. */
  async look(): Promise<void> {
    const { deployment, members } = await this.#runtime.look();
    this.#members = members;
    this.#isUp = deployment !== null;
    this.#deployment = deployment ?? this.#deployment;
  }

  /** Shows the clicks of the user's own browser as those of a customer, until the signal aborts. */
  async watchVisits(signal: AbortSignal): Promise<void> {
    const nginx = () => this.#members.find(({ role }) => role === "nginx");
    for await (const visit of visits(this.#runtime, nginx, signal)) {
      const { number, status, items, replica } = visit;
      this.#you = { number, status, items, replica };
      this.#unsentAnswers.push(visit);
    }
  }

  /** What customers have seen up to now. */
  totals(): Totals {
    this.#countEvents();
    return this.#statistics.totals();
  }

  /** Adds the present statistics to the timeline. */
  addTimelinePoint(): void {
    this.#timeline.addPoint(this.#statistics.statistics());
  }

  snapshot(): SideSnapshot {
    const { points, annotations } = this.#timeline;
    const customers = [...(this.#you ? [this.#you] : []), ...this.#statistics.customers()];
    return { ...this.#status(), customers, points, annotations };
  }

  /** Returns what happened since the previous call. */
  takeUpdate(): SideUpdate {
    this.#countEvents();
    const answers = this.#unsentAnswers;
    this.#unsentAnswers = [];
    return { ...this.#status(), answers, ...this.#timeline.takeUnsent() };
  }

  #status(): SideStatus {
    const { name, scenario, balancing } = this.#deployment;
    const url = browserUrl(this.#deployment);
    const members = this.#members.map(({ name, role, state }) => ({
      name,
      role,
      state,
      load: this.#statistics.recentAnswers.load(name),
      pinned: this.#statistics.pinned(name),
    }));
    const { state } = SCENARIOS[scenario];
    const statistics = this.#statistics.statistics();
    const seed = this.#seed;
    const ongoing = this.#ongoing;
    const failed = this.#failed === undefined ? {} : { failed: this.#failed };
    return { name, scenario, balancing, seed, state, url, members, statistics, ongoing, ...failed };
  }

  /** Counts the events of the history and removes them: nothing else reads them, and the control room may run for days. */
  #countEvents(): void {
    for (const event of this.#history.events.splice(0)) {
      const answer = this.#statistics.record(event);
      if (answer) this.#unsentAnswers.push(answer);
    }
    this.#statistics.recentAnswers.expire(performance.now() - this.#began);
  }
}
