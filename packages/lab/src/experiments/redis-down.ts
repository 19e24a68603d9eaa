import type { ArmHistory } from "../history/file.ts";
import type { HistoryEvent } from "../history/history.ts";
import { customersOf, ordersOf, timeOf, waits } from "../history/questions.ts";
import type { Arm, Experiment } from "../prove/experiment.ts";
import { takesForStranger } from "../shopper/recognition.ts";
import type { Shopper } from "../shopper/shopper.ts";
import { everybodyBegan } from "./steady.ts";
import { untilRecovered } from "./until-recovered.ts";

const REPLICAS = 3;
const SKUS = ["abacus", "slide-rule", "punch-cards", "core-memory", "paper-tape", "vacuum-tube"];

const persisting = (persistence: "everysec" | "always"): Arm => ({
  name: `appendfsync-${persistence}`,
  role: "subject",
  scenario: "redis",
  replicas: REPLICAS,
  settings: { persistence },
  predicts: "while it is down 503 and an open catalogue, afterwards everything is back",
});

const arms: readonly Arm[] = [
  {
    name: "appendonly-off",
    role: "control",
    scenario: "redis",
    replicas: REPLICAS,
    settings: { persistence: "off" },
    predicts: "everybody is signed out and every cart is lost",
  },
  persisting("everysec"),
  persisting("always"),
];

export const redisDown: Experiment = {
  name: "redis-down",
  claim: "The state's weak point has moved: Redis is load-bearing now.",
  method:
    "Customers fill carts, every second one checks out, and all go on filling them while Redis is killed with SIGKILL; they are asked again while it is down and once it is back. What it had written to its log it finds again; what it kept in memory only is gone. (Killing the process spares what the kernel had taken over: a power cut could cost appendfsync everysec its last second.)",
  meaning:
    "The price of the fix: when the store is away, nobody who has a session can shop, whichever replica they reach. Make it persistent, watch it, and have a second one.",
  arms,

  async run(stage) {
    const [stranger, ...customers] = stage.shoppers(stage.quick ? 11 : 31) as [Shopper, ...Shopper[]];
    await stage.inTurns(customers, async (shopper, n) => {
      await shopper.signIn();
      for (let i = 0; i < 3; i++) await shopper.add(SKUS[(n + i) % SKUS.length] as string);
      if (n % 2 === 0) await shopper.checkout();
    });
    await stage.during(
      () => stage.kill("redis"),
      customers,
      async (shopper, round) => {
        await shopper.add(SKUS[round % SKUS.length] as string);
        await stage.think(10, 50);
      },
    );
    await stage.inTurns(customers, async (shopper) => {
      await shopper.cart();
    });
    await stranger.browse();
    await stage.start("redis");
    await untilRecovered(customers[0] as Shopper, REPLICAS, stage.signal);
    stage.mark("recovered");
    await stage.inTurns(customers, async (shopper) => {
      await shopper.whoami();
      await shopper.cart();
      for (const id of ordersOf(shopper.name, stage.events)) await shopper.order(id);
    });
  },

  judge({ role }, history) {
    const down = whileDown(history);
    const { customers, signedOut, acknowledged, itemsLost, cartsLost, orders, ordersLost, recovery } =
      afterwards(history);
    const harmless = signedOut === 0 && itemsLost === 0 && ordersLost === 0;
    const polite = down.other === 0 && down.unavailable > 0 && down.catalogue === 200;
    return {
      observed: `while down ${down.unavailable} × 503${down.other > 0 ? ` and ${down.other} other answers` : ""}, catalogue ${down.catalogue}; afterwards ${signedOut} of ${customers} signed out, ${itemsLost} of ${acknowledged} items and ${ordersLost} of ${orders} orders lost`,
      asPredicted:
        role === "control"
          ? down.unavailable > 0 &&
            signedOut === customers &&
            cartsLost === customers &&
            ordersLost === orders
          : harmless && polite,
      unsteady: everybodyBegan(history.events) ?? askedAgain(customers, customersOf(history.events).size),
      numbers: {
        customers,
        "signed out": signedOut,
        "acknowledged items": acknowledged,
        "items lost": itemsLost,
        "carts that lost items": cartsLost,
        orders,
        "orders lost": ordersLost,
        "slowest answer while down in ms": down.slowest,
        "ms until recovered after Redis was back": recovery,
      },
    };
  },
};

const askedAgain = (asked: number, all: number) =>
  asked === all && all > 0 ? null : `afterwards only ${asked} of ${all} customers could be asked`;

function whileDown({ events, acts }: ArmHistory) {
  const [from, to] = [timeOf("kill done", acts), timeOf("start", acts)];
  const inside = events.filter(({ time }) => time >= from && time <= to);
  const answers = inside.filter(({ type, operation }) => type !== "invoke" && operation === "cart");
  return {
    unavailable: answers.filter(({ status }) => status === 503).length,
    other: answers.filter(({ status }) => status !== 503).length,
    catalogue: inside.find(({ operation, type }) => operation === "browse" && type !== "invoke")?.status ?? 0,
    slowest: Math.round(Math.max(0, ...waits(inside, "cart"))),
  };
}

function afterwards({ events, acts }: ArmHistory) {
  const recovered = acts.find(({ act }) => act === "recovered")?.time ?? Number.POSITIVE_INFINITY;
  const answers = events.filter(({ time, type }) => time >= recovered && type === "ok");
  const looks = answers.filter(({ operation }) => operation === "cart");
  const adds = events.filter(({ operation, type }) => operation === "add" && type === "ok");
  const placed = events.filter(({ operation, seen }) => operation === "checkout" && seen?.orderId);
  const orders = answers.filter(({ operation }) => operation === "order");
  const pieces = ({ seen }: HistoryEvent) =>
    Object.values(seen?.items ?? {}).reduce((sum, quantity) => sum + quantity, 0);
  const lost = looks.map((look) => {
    const { shopper } = look;
    const theirs = [look, ...orders.filter((order) => order.shopper === shopper)];
    const found = theirs.reduce((sum, seen) => sum + pieces(seen), 0);
    return Math.max(0, adds.filter((add) => add.shopper === shopper).length - found);
  });
  const back = acts.find(({ act }) => act === "start done")?.time ?? recovered;
  return {
    customers: looks.length,
    signedOut: answers.filter(takesForStranger).length,
    acknowledged: adds.length,
    itemsLost: lost.reduce((sum, items) => sum + items, 0),
    cartsLost: lost.filter((items) => items > 0).length,
    orders: placed.length,
    ordersLost: placed.length - new Set(orders.map(({ wanted }) => wanted)).size,
    recovery: Number.isFinite(recovered) ? Math.max(0, Math.round(recovered - back)) : 0,
  };
}
