import type { History } from "../history/history.ts";
import { memberNamed } from "../runtime/members.ts";
import { requirePeers } from "../runtime/peers.ts";
import { type Release, releaseAct } from "../runtime/release.ts";
import { roll } from "../runtime/roll.ts";
import { isRunning, type Member, type Runtime, type Say, type Snapshot } from "../runtime/runtime.ts";

type MemberAct = "kill" | "stop" | "start" | "pause" | "resume";

/** The name of a list of replicas in a history. */
export const listAct = (nginx: string, replicas: readonly string[]): string =>
  `${nginx} lists ${replicas.join(", ")}`;

/** Acts on a deployment, members by name, and records when each act begins and when it is done. */
export class Acts {
  readonly #history: History;
  readonly #runtime: Runtime;
  readonly #say: Say;
  /** Kept for the members' ids, which change only with the members; undefined where they may have changed. */
  #snapshot: Promise<Snapshot> | undefined;

  constructor(history: History, { runtime, say }: { readonly runtime: Runtime; readonly say: Say }) {
    this.#history = history;
    this.#runtime = runtime;
    this.#say = say;
  }

  kill = (name: string) => this.#actOn("kill", name);
  stop = (name: string) => this.#actOn("stop", name);
  start = (name: string) => this.#actOn("start", name);
  /** As `start`, on a disk on which each sync takes `sync` milliseconds. */
  startWithSlowDisk = (name: string, sync: number) =>
    this.#act("start slow", name, async (runtime) => runtime.start(await this.#member(name), { sync }));
  pause = (name: string) => this.#actOn("pause", name);
  resume = (name: string) => this.#actOn("resume", name);

  cutOff = (name: string) => this.#actOnPeer("cut off", name, "cutOff");
  reconnect = (name: string) => this.#actOnPeer("reconnect", name, "reconnect");
  failOver = (gently: boolean) =>
    this.#act(gently ? "hand over gently" : "hand over", undefined, (runtime) =>
      requirePeers(runtime).failOver(gently),
    );

  /** The Redis servers that run: their states and which is master change without the lab. */
  redisServers = async (): Promise<Member[]> =>
    (await this.#runtime.look()).members.filter((member) => member.role === "redis" && isRunning(member));

  /** Gives one of several nginx a list of replicas of its own, whatever the others list. */
  setReplicas = (nginx: string, replicas: readonly string[]) =>
    this.#act(listAct(nginx, replicas), undefined, async (runtime) => {
      const listed = await Promise.all(replicas.map((name) => this.#member(name)));
      await runtime.setReplicas?.(await this.#member(nginx), listed);
    });

  scale = (replicas: number) =>
    this.#act(`scale ${replicas}`, undefined, async (runtime, say) => {
      await runtime.scale(await this.#look(), replicas, say);
      this.#snapshot = undefined;
    });

  release = (release: Release) =>
    this.#act(releaseAct(release), undefined, async (runtime, say) => {
      await runtime.release(await this.#look(), release, say);
      this.#snapshot = undefined;
    });

  /** A rolling deploy; each stop and start is an act of its own. */
  roll = () =>
    this.#act("roll", undefined, async () => {
      const by = {
        stop: ({ name }: Member) => this.stop(name),
        start: ({ name }: Member) => this.start(name),
      };
      await roll((await this.#look()).members, by, () => {});
    });

  #look(): Promise<Snapshot> {
    this.#snapshot ??= this.#runtime.look();
    return this.#snapshot;
  }

  async #member(name: string): Promise<Member> {
    return memberNamed(name, await this.#look());
  }

  #actOnPeer(act: string, name: string, method: "cutOff" | "reconnect"): Promise<void> {
    return this.#act(act, name, async (runtime) => requirePeers(runtime)[method](await this.#member(name)));
  }

  #actOn(act: MemberAct, name: string): Promise<void> {
    return this.#act(act, name, async (runtime) => runtime[act](await this.#member(name)));
  }

  async #act(
    act: string,
    member: string | undefined,
    how: (runtime: Runtime, say: Say) => Promise<void>,
  ): Promise<void> {
    const say: Say = (line) => this.#say(`  ${line}`);
    say(member ? `${act} ${member}` : act);
    this.#history.recordAct(act, member);
    await how(this.#runtime, say);
    this.#history.recordAct(`${act} done`, member);
  }
}
