import { setTimeout as sleep } from "node:timers/promises";
import type { HistoryEvent } from "../history/history.ts";
import { timeOf } from "../history/questions.ts";
import type { Arm, Experiment } from "../prove/experiment.ts";
import type { Stage } from "../prove/stage.ts";
import type { Shopper } from "../shopper/shopper.ts";
import { countShoppers } from "./steady.ts";

/** Seconds that a session lives without a click. */
const IDLE = 3;
/** An active customer clicks this often, in milliseconds. */
const CLICK_EVERY = 500;

const expiring = (scenario: "bug" | "redis", name: string): Arm => ({
  name,
  role: "subject",
  scenario,
  replicas: 1,
  settings: { sessionIdle: IDLE },
  predicts: "the idle one is forgotten, the active one is not, and nothing is left over",
});

const arms: readonly Arm[] = [
  {
    name: "long-lived",
    role: "control",
    scenario: "redis",
    replicas: 1,
    predicts: "the idle one is still known",
  },
  expiring("bug", "memory"),
  expiring("redis", "redis"),
];

export const expiry: Experiment = {
  name: "expiry",
  claim: "Sessions expire by themselves, and do not while you are active.",
  method: `With sessions of ${IDLE} s, one customer goes away and another clicks on for more than twice as long. The control has sessions of half an hour: if its idle customer were forgotten too, something else than expiry would be at work.`,
  meaning:
    "Nobody has to clean up: what nobody uses goes away, in memory and in Redis alike. Whoever shops is never thrown out in the middle of it.",
  arms,

  // at the same time, for most of it is waiting
  run: {
    together: async (stages) => {
      await Promise.all(arms.map((arm) => waitAndLook(stages.get(arm.name) as Stage, arm)));
    },
  },

  judge({ role }, { events, acts, samples }) {
    const looked = acts.some(({ act }) => act === "look") ? timeOf("look", acts) : Number.POSITIVE_INFINITY;
    const [idle, active] = ["shopper-1", "shopper-2"].map(
      (name) =>
        events.find(
          (event) =>
            event.shopper === name &&
            event.type === "ok" &&
            event.time >= looked &&
            event.operation === "whoami",
        )?.seen?.session,
    );
    const left = samples.findLast(({ what }) => what === "sessions")?.value;
    const observed = `idle: ${idle}, active: ${active}${left === undefined ? "" : `, ${left} sessions left over`}`;
    // "none" where the cookie expired with the session
    const expired = idle !== "known" && active === "known" && left === 0;
    return {
      observed,
      asPredicted: role === "control" ? idle === "known" : expired,
      unsteady: everybodySignedIn(events) ?? (idle && active ? null : "the customers could not be asked"),
      numbers: left === undefined ? {} : { "sessions left over": left },
    };
  },
};

const everybodySignedIn = (events: readonly HistoryEvent[]) =>
  countShoppers(events, "sign-in", "ok") === 2 ? null : "the customers could not sign in";

async function waitAndLook(stage: Stage, { role }: Arm): Promise<void> {
  const [idle, active] = stage.shoppers(2) as [Shopper, Shopper];
  await Promise.all([idle.signIn(), active.signIn()]);
  const end = performance.now() + 2.2 * IDLE * 1000;
  while (performance.now() < end) {
    await active.whoami();
    await sleep(CLICK_EVERY, undefined, { signal: stage.signal });
  }
  stage.mark("look");
  await Promise.all([active.whoami(), idle.whoami()]);
  if (role === "subject") await stage.sampleSessionsUntil(0, 2 * IDLE);
}
