import { allZero, control, type Experiment, predict, subject } from "../engine/experiment.ts";
import type { ArmHistory } from "../history/file.ts";
import {
  around,
  betweenMarks,
  countItems,
  customersOf,
  latencies,
  ordersOf,
  timeOf,
} from "../history/questions.ts";
import { skuOf } from "../shopper/journey.ts";
import { ledgersOf, total } from "../shopper/ledgers.ts";
import type { Shopper } from "../shopper/shopper.ts";
import { sum } from "../statistics.ts";
import { untilRecovered } from "./common/recovery.ts";
import { everybodyBegan } from "./common/steady-state.ts";

const REPLICAS = 3;
/** Set when every replica has found Redis again. */
const RECOVERED = "recovered";

const allLost = predict(
  "everybody is signed out and every cart is lost",
  (the) =>
    the("503s while down") > 0 &&
    the("signed out") === the("customers") &&
    the("items found in carts") === 0 &&
    the("orders lost") === the("orders"),
);
const allBack = predict(
  "while it is down 503 and an open catalogue, afterwards everything is back, and once",
  (the) =>
    the("503s while down") > 0 &&
    the("other answers while down") === 0 &&
    the("catalogue's status while down") === 200 &&
    allZero(the, "signed out", "items lost", "items doubled", "orders lost", "orders wrong"),
);

export const redisDown: Experiment = {
  name: "redis-down",
  claim: "The state's weak point has moved: Redis is load-bearing now.",
  method:
    "Customers fill carts, every second one checks out, and all go on filling them while Redis is killed with SIGKILL; they are asked again while it is down and once it is back. What it had written to its log it finds again; what it kept in memory only is gone. (Killing the process spares what the kernel had taken over: a power cut could cost appendfsync everysec its last second.)",
  meaning:
    "The price of the fix: when the store is away, nobody who has a session can shop, whichever replica they reach. Make it persistent, watch it, and have a second one.",
  arms: [
    control("redis", allLost, { name: "appendonly-off", settings: { persistence: "off" } }),
    subject("redis", allBack, { name: "appendfsync-everysec", settings: { persistence: "everysec" } }),
    subject("redis", allBack, { name: "appendfsync-always", settings: { persistence: "always" } }),
  ],

  async run(stage) {
    const [stranger, ...customers] = stage.shoppers(stage.quick ? 11 : 31) as [Shopper, ...Shopper[]];
    await stage.inTurns(customers, async (shopper, n) => {
      await shopper.signIn();
      for (let i = 0; i < 3; i++) await shopper.add(skuOf(n + i));
      if (n % 2 === 0) await shopper.checkout();
    });
    await stage.during(
      () => stage.kill("redis"),
      customers,
      async (shopper, round) => {
        await shopper.add(skuOf(round));
        await stage.think(10, 50);
      },
    );
    await stage.inTurns(customers, async (shopper) => {
      await shopper.cart();
    });
    await stranger.browse();
    await stage.start("redis");
    await untilRecovered(customers[0] as Shopper, REPLICAS, stage.signal);
    stage.mark(RECOVERED);
    await stage.inTurns(customers, async (shopper) => {
      await shopper.whoami();
      await shopper.cart();
      for (const id of ordersOf(shopper.name, stage.events)) await shopper.order(id);
    });
  },

  measure(_arm, history) {
    const down = whileDown(history);
    const { looks, ...after } = afterwards(history);
    const everybody = customersOf(history.events).size;
    const numbers = { ...down, customers: looks, ...after };
    return {
      observed: `while down ${numbers["503s while down"]} × 503${numbers["other answers while down"] > 0 ? ` and ${numbers["other answers while down"]} other answers` : ""}, catalogue ${numbers["catalogue's status while down"]}; afterwards ${numbers["signed out"]} of ${looks} signed out, ${numbers["items lost"]} of ${numbers["acknowledged items"]} items and ${numbers["orders lost"]} of ${numbers.orders} orders lost, ${numbers["items doubled"]} items doubled, ${numbers["orders wrong"]} orders wrong`,
      unsteady:
        everybodyBegan(history.events) ??
        (looks === everybody && looks > 0
          ? null
          : `afterwards only ${looks} of ${everybody} customers could be asked`),
      numbers,
    };
  },

  figures: [{ plot: "served" }],
  evidence: [{ row: "weak-point", shared: ["appendonly-off", "appendfsync-everysec", "appendfsync-always"] }],
};

function whileDown(history: ArmHistory) {
  const inside = betweenMarks("kill done", "start", history);
  const looks = inside.filter(({ type, operation }) => type !== "invoke" && operation === "cart");
  const catalogue = inside.find(({ operation, type }) => operation === "browse" && type !== "invoke");
  const refused = looks.filter(({ status }) => status === 503).length;
  return {
    "503s while down": refused,
    "other answers while down": looks.length - refused,
    "catalogue's status while down": catalogue?.status ?? 0,
    "slowest answer while down in ms": Math.round(Math.max(0, ...latencies(inside, "cart"))),
  };
}

function afterwards(history: ArmHistory) {
  const { after } = around(RECOVERED, history);
  const looks = after.filter(({ type, operation }) => type === "ok" && operation === "cart");
  const ledgers = ledgersOf(history.events);
  const orders = total(ledgers, "orders");
  const [back, recovered] = ["start done", RECOVERED].map((mark) => timeOf(mark, history.acts));
  return {
    looks: looks.length,
    "signed out": ledgers.filter(({ signedOut }) => signedOut > 0).length,
    "acknowledged items": total(ledgers, "acknowledged"),
    "items lost": total(ledgers, "lost"),
    "items doubled": total(ledgers, "doubled"),
    "items found in carts": sum(looks.map(({ seen }) => countItems(seen?.items ?? {}))),
    orders,
    "orders lost": orders - total(ledgers, "found"),
    "orders wrong": total(ledgers, "wrongOrders"),
    "ms until recovered after Redis was back": Math.max(0, Math.round((recovered ?? 0) - (back ?? 0))),
  };
}
