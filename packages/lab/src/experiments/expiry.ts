import { setTimeout as sleep } from "node:timers/promises";
import { type Arm, control, type Experiment, predict, subject } from "../engine/experiment.ts";
import type { Stage } from "../engine/stage.ts";
import { around } from "../history/questions.ts";
import type { Shopper } from "../shopper/shopper.ts";
import { countShoppers } from "./common/steady-state.ts";

/** How long a session lives without a click. */
const IDLE_SECONDS = 3;
/** An active customer clicks this often. */
const CLICK_EVERY_MS = 500;
const LOOK = "look";

const stillKnown = predict("the idle one is still known", (the) => the("idle one known") === 1);
const expired = predict(
  "the idle one is forgotten, the active one is not, and nothing is left over",
  (the) => the("idle one known") === 0 && the("active one known") === 1 && the("sessions left over") === 0,
);

const shortLived = { replicas: 1, settings: { sessionIdle: IDLE_SECONDS } };
const arms: readonly Arm[] = [
  control("redis", stillKnown, { name: "long-lived", replicas: 1 }),
  subject("bug", expired, { ...shortLived, name: "memory" }),
  subject("redis", expired, shortLived),
];

export const expiry: Experiment = {
  name: "expiry",
  claim: "Sessions expire by themselves, and do not while you are active.",
  method: `With sessions of ${IDLE_SECONDS} s, one customer goes away and another clicks on for more than twice as long. The control has sessions of half an hour: if its idle customer were forgotten too, something else than expiry would be at work.`,
  meaning:
    "Nobody has to clean up: what nobody uses goes away, in memory and in Redis alike. Whoever shops is never thrown out in the middle of it.",
  arms,

  // at the same time: most of it is waiting
  run: {
    together: async (stages) => {
      await Promise.all(arms.map((arm) => waitAndLook(stages.get(arm.name) as Stage, arm)));
    },
  },

  measure(_arm, history) {
    const { after } = around(LOOK, history);
    const answers = after.filter(({ type, operation }) => type === "ok" && operation === "whoami");
    const sessionOf = (name: string) => answers.find(({ shopper }) => shopper === name)?.seen?.session;
    const [idle, active] = [sessionOf("shopper-1"), sessionOf("shopper-2")];
    const left = history.samples.findLast(({ what }) => what === "sessions")?.value;
    const signedIn = countShoppers(history.events, "sign-in", "ok");
    return {
      observed: `idle: ${idle}, active: ${active}${left === undefined ? "" : `, ${left} sessions left over`}`,
      unsteady:
        (signedIn === 2 ? null : "the customers could not sign in") ??
        (idle && active ? null : "the customers could not be asked"),
      numbers: {
        // "none" where the cookie expired with the session
        "idle one known": Number(idle === "known"),
        "active one known": Number(active === "known"),
        ...(left !== undefined && { "sessions left over": left }),
      },
    };
  },

  figures: [{ plot: "served" }],
  evidence: [],
};

async function waitAndLook(stage: Stage, { role }: Arm): Promise<void> {
  const [idle, active] = stage.shoppers(2) as [Shopper, Shopper];
  await Promise.all([idle.signIn(), active.signIn()]);
  const end = performance.now() + 2.2 * IDLE_SECONDS * 1000;
  while (performance.now() < end) {
    await active.whoami();
    await sleep(CLICK_EVERY_MS, undefined, { signal: stage.signal });
  }
  stage.mark(LOOK);
  await Promise.all([active.whoami(), idle.whoami()]);
  if (role === "subject") await stage.sampleSessionsUntil(0, 2 * IDLE_SECONDS);
}
