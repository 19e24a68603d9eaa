import type { History } from "../history/history.ts";
import type { Deployment, Runtime, Say } from "../runtime/runtime.ts";
import { shopperAddress } from "../shopper/addresses.ts";
import { inTurns } from "../shopper/crowd.ts";
import { Shopper } from "../shopper/shopper.ts";
import type { Random } from "./random.ts";

export interface StageOptions {
  readonly runtime: Runtime;
  readonly deployment: Deployment;
  readonly history: History;
  readonly random: Random;
  readonly quick: boolean;
  readonly signal: AbortSignal;
  readonly say: Say;
}

/** What an experiment acts with in one arm: shoppers, and the means to break things. All that it does goes into the history. */
export class Stage {
  readonly random: Random;
  /** Do with fewer customers and less time. */
  readonly quick: boolean;
  /** Says that the user wants an end: check it in loops. */
  readonly signal: AbortSignal;
  readonly #options: StageOptions;
  readonly #shoppers: Shopper[] = [];

  constructor(options: StageOptions) {
    this.#options = options;
    this.random = options.random;
    this.quick = options.quick;
    this.signal = options.signal;
  }

  /** `count` new customers, numbered on from those before. `address` gives the n-th one's, where it is not a /24 of its own. */
  shoppers(count: number, address: (n: number) => string = shopperAddress): Shopper[] {
    const { runtime, deployment, history } = this.#options;
    const crowd = Array.from({ length: count }, (_, i) => {
      const n = this.#shoppers.length + i + 1;
      const clientAddress = runtime.clientAddress;
      return new Shopper({
        name: `shopper-${n}`,
        url: deployment.url,
        address: address(n),
        clientAddress,
        history,
      });
    });
    this.#shoppers.push(...crowd);
    return crowd;
  }

  /** Lets a crowd act, some at a time. */
  inTurns<T>(
    crowd: readonly T[],
    act: (member: T, index: number) => Promise<void>,
    atOnce?: number,
  ): Promise<void> {
    return inTurns(crowd, this.signal, act, atOnce);
  }

  /** Marks a moment of the experiment in the history, for judging to find. */
  mark(moment: string): void {
    this.#options.history.recordAct(moment);
  }

  kill = (member: string) => this.#act("kill", member, (runtime) => runtime.kill(member));
  stop = (member: string) => this.#act("stop", member, (runtime) => runtime.stop(member));
  start = (member: string) => this.#act("start", member, (runtime) => runtime.start(member));
  scale = (replicas: number) =>
    this.#act(`scale ${replicas}`, undefined, (runtime, say) => runtime.scale(replicas, say));

  /** Lets everybody go; the stage is of no use afterwards. */
  async close(): Promise<void> {
    await Promise.all(this.#shoppers.map((shopper) => shopper.leave()));
  }

  async #act(
    act: string,
    member: string | undefined,
    how: (runtime: Runtime, say: Say) => Promise<void>,
  ): Promise<void> {
    const { history, runtime, say } = this.#options;
    say(member ? `${act} ${member}` : act);
    history.recordAct(act, member);
    await how(runtime, say);
    history.recordAct(`${act} done`, member);
  }
}
