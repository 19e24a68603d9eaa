import { randomUUIDv7 } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import {
  type Arm,
  allZero,
  control,
  type Experiment,
  type Prediction,
  predict,
  subject,
} from "../engine/experiment.ts";
import type { Stage } from "../engine/stage.ts";
import type { ArmHistory } from "../history/file.ts";
import type { HistoryEvent } from "../history/history.ts";
import { around, betweenMarks, latencies, ordersOf, timeOf } from "../history/questions.ts";
import type { Settings } from "../runtime/runtime.ts";
import { skuOf } from "../shopper/journey.ts";
import { ledgersOf, total } from "../shopper/ledgers.ts";
import type { Shopper } from "../shopper/shopper.ts";
import { hundredths, percentile } from "../statistics.ts";
import { waitUntil } from "../wait-until.ts";
import { untilRecovered } from "./common/recovery.ts";
import { REDIS_FAULTS, type RedisFault } from "./common/redis-faults.ts";
import { everybodyBegan } from "./common/steady-state.ts";

const REPLICAS = 3;
const LOAD = "load";
const FAULT = "fault";
const RECOVERED = "recovered";
const FAILOVER_SECONDS = 40;
/** How often a change that got no answer is sent again. */
const MOST_TRIES = 60;

/** The fault that tells ways to wait apart most surely. Each arm takes a third of a minute, half of it until Sentinels make the old master a replica. */
const QUICK = ["cut off, nothing", "cut off, WAIT 1"];

const kept = predict(
  "no acknowledged change or order is lost, none is made twice, nobody is signed out",
  (the) => allZero(the, "orders lost", "items lost", "items doubled", "orders wrong", "signed out"),
);
const lost = predict(
  "changes or orders that were acknowledged are lost",
  (the) => the("orders lost") + the("items lost") > 0,
);
const baseline = predict("the measure for the others", () => true);

type WaitsFor = NonNullable<Settings["waitsFor"]>;
const arm = (kind: typeof subject, fault: RedisFault, waitsFor: WaitsFor, predicts: Prediction): Arm => {
  const name = `${fault}, ${waitsFor}`;
  const settings = { store: "sentinel", waitsFor } as const;
  return kind("redis", predicts, { name, settings, ...(!QUICK.includes(name) && { notQuick: true }) });
};
const faultOf = ({ name }: Arm) => name.split(", ")[0] as RedisFault;

export const redisFailover: Experiment = {
  name: "redis-failover",
  claim:
    "When the Redis that is master fails, a replica takes over within seconds; where each answer waits for a replica, nothing that was acknowledged is lost.",
  method:
    "One master, two replicas and three Sentinels, which call a master dead after two seconds. Customers fill carts, check out and sign in; what gets no answer they send again. Then the master is killed, stopped, frozen, handed over, or cut off from its replicas and Sentinels while shops still reach it; or its replicas hear nothing for a second and a half, and then it is killed. Once another is master the old one comes back. In the end everybody looks for what was acknowledged. The arms differ by what an answer waits for: nothing; one replica or two (WAIT); or a master that refuses changes when it has not heard of a replica for two seconds (min-replicas-to-write).",
  meaning:
    "Replicas keep you open; they keep your promises only if each answer waits for one of them. And pause changes before you hand over, as scripts/lab failover does: SENTINEL FAILOVER alone lets the old master say yes for another moment.",
  arms: [
    arm(subject, "killed", "nothing", baseline),
    arm(control, "handed over", "nothing", lost),
    arm(control, "cut off", "nothing", lost),
    arm(control, "unheard", "nothing", lost),
    arm(subject, "killed", "WAIT 1", kept),
    arm(subject, "stopped", "WAIT 1", kept),
    arm(subject, "paused", "WAIT 1", kept),
    arm(subject, "cut off", "WAIT 1", kept),
    arm(subject, "unheard", "WAIT 1", kept),
    arm(control, "handed over", "WAIT 1", lost),
    arm(subject, "handed over gently", "WAIT 1", kept),
    arm(subject, "killed", "WAIT 2", kept),
    arm(subject, "handed over", "WAIT 2", kept),
    arm(subject, "killed", "min-replicas-to-write 1", baseline),
    arm(subject, "cut off", "min-replicas-to-write 1", baseline),
    arm(control, "unheard", "min-replicas-to-write 1", lost),
  ],
  needsPeers: true,

  async run(stage, arm) {
    const customers = stage.shoppers(stage.quick ? 10 : 30);
    await stage.inTurns(customers, async (shopper, n) => {
      await shopper.signIn();
      await shopper.add(skuOf(n));
    });
    const shopping = new Map(customers.map((shopper, n) => [shopper, shopOn(stage, shopper, n)]));
    stage.mark(LOAD);
    await stage.during(
      () => failUnderLoad(stage, faultOf(arm)),
      customers,
      async (shopper) => {
        await stage.think(50, 150);
        await shopping.get(shopper)?.next();
      },
    );
    await untilRecovered(customers[0] as Shopper, REPLICAS, stage.signal);
    stage.mark(RECOVERED);
    await stage.inTurns(customers, async (shopper) => {
      const { seen } = await shopper.whoami();
      await shopper.cart();
      // an order is shown to its owner only: one that is still there must not count as lost
      if (!seen?.user) await shopper.signIn();
      for (const id of ordersOf(shopper.name, stage.events)) await shopper.order(id);
    });
  },

  measure(_arm, history) {
    const ledgers = ledgersOf(history.events);
    const { after } = around(FAULT, history);
    timeOf(RECOVERED, history.acts);
    const calm = latencies(betweenMarks(LOAD, FAULT, history), "add");
    const orders = total(ledgers, "orders");
    const numbers = {
      customers: ledgers.length,
      "seconds without an acknowledged change": secondsWithoutChange(history),
      "503s": after.filter(({ type, status }) => type !== "invoke" && status === 503).length,
      "requests failed": total(ledgers, "failed"),
      "signed out": ledgers.filter(({ signedOut }) => signedOut > 0).length,
      "items acknowledged": total(ledgers, "acknowledged"),
      "items lost": total(ledgers, "lost"),
      "items doubled": total(ledgers, "doubled"),
      orders,
      "orders lost": orders - total(ledgers, "found"),
      "orders wrong": total(ledgers, "wrongOrders"),
      "p50 of an add in ms": hundredths(percentile(calm, 0.5)),
      "p99 of an add in ms": hundredths(percentile(calm, 0.99)),
    };
    return {
      observed: `${numbers["seconds without an acknowledged change"]} s without an acknowledged change, ${numbers["requests failed"]} requests failed; lost: ${numbers["items lost"]} of ${numbers["items acknowledged"]} items, ${numbers["orders lost"]} of ${orders} orders; doubled ${numbers["items doubled"]}, orders wrong ${numbers["orders wrong"]}, signed out ${numbers["signed out"]} of ${ledgers.length}; an add took ${numbers["p50 of an add in ms"]} ms (p99 ${numbers["p99 of an add in ms"]})`,
      unsteady: everybodyBegan(history.events) ?? (orders === 0 ? "nobody ordered anything" : null),
      numbers,
    };
  },

  figures: [{ plot: "served" }, { plot: "latency", operation: "add" }],
  evidence: [],
};

/** The longest time after the fault in which no change was acknowledged. */
function secondsWithoutChange({ events, acts }: ArmHistory): number {
  const fault = timeOf(FAULT, acts);
  const isChange = ({ type, operation }: HistoryEvent) =>
    type === "ok" && (operation === "add" || operation === "checkout");
  const times = [fault, ...events.filter(isChange).map(({ time }) => time), timeOf(RECOVERED, acts)];
  const since = times.filter((time) => time >= fault);
  return hundredths(Math.max(...since.slice(1).map((time, i) => time - (since[i] as number))) / 1000);
}

/** Something happens to the master while customers shop. Returns when another is master, and the old one is back as its replica. */
async function failUnderLoad(stage: Stage, fault: RedisFault): Promise<void> {
  const pause = () => sleep(stage.quick ? 1500 : 3000, undefined, { signal: stage.signal });
  await pause();
  const servers = await stage.redisServers();
  const master = servers.find(({ isMaster }) => isMaster)?.name ?? "";
  const replicas = servers.map(({ name }) => name).filter((name) => name !== master);
  const isReplaced = async () =>
    (await stage.redisServers()).some(
      ({ name, isMaster, state }) => isMaster && name !== master && state === "ready",
    );
  const allReady = async () => {
    const now = await stage.redisServers();
    return now.length === servers.length && now.every(({ state }) => state === "ready");
  };
  stage.mark(FAULT);
  await REDIS_FAULTS[fault].strike(stage, master, replicas);
  await waitUntil("another Redis to be master", isReplaced, { seconds: FAILOVER_SECONDS });
  await pause();
  await REDIS_FAULTS[fault].heal(stage, master);
  // until then a shop may still show what the old master has
  await waitUntil("all Redis servers to be in step", allReady, { seconds: FAILOVER_SECONDS });
  await pause();
}

/**
 * A customer's changes without end, one for each `next`. Every third purchase begins with signing in again. No looks: until all shops
 * know the new master, one may still show what the old one has.
 */
async function* shopOn(stage: Stage, shopper: Shopper, n: number): AsyncGenerator<void, never> {
  for (let purchase = 1; ; purchase++) {
    if (purchase % 3 === 0) yield void (await shopper.signIn());
    for (let item = 0; item < 3; item++) {
      const sku = skuOf(n + purchase + item * 5);
      yield untilAnswered(stage, (key) => shopper.add(sku, key));
    }
    yield untilAnswered(stage, shopper.checkout);
  }
}

/** Sends a change again, as it was, until its outcome is known. */
async function untilAnswered(stage: Stage, send: (key: string) => Promise<HistoryEvent>): Promise<void> {
  const key = randomUUIDv7();
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    if ((await send(key)).type !== "unknown") return;
    await stage.think(200, 400);
  }
}
