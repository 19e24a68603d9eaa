import { randomUUIDv7 } from "node:crypto";
import { allZero, control, type Experiment, type Numbers, predict, subject } from "../engine/experiment.ts";
import type { Stage } from "../engine/stage.ts";
import type { HistoryEvent } from "../history/history.ts";
import type { Ledger } from "../shopper/ledger.ts";
import { ledgersOf, total } from "../shopper/ledgers.ts";
import { CASES, type Round } from "./common/overlapping-clicks-cases.ts";
import { countShoppers } from "./common/steady-state.ts";

/** As many customers as there are accounts. */
const ACCOUNTS = 500;
const QUICK_ROUNDS = 20;
const SENDS_AGAIN_EVERY = 3;

const someLost = predict("acknowledged items are lost", (the) => the("lost") > 0);
const nothingWrong = predict(
  "no item is lost or doubled, nobody is signed out, every order is placed once",
  (the) =>
    allZero(
      the,
      "lost",
      "unexpected",
      "signed out",
      "still signed in",
      "orders wrong",
      "orders missing",
      "requests failed",
    ),
);

export const overlappingClicks: Experiment = {
  name: "overlapping-clicks",
  claim: "However clicks overlap, what the shop acknowledged is kept, once.",
  method: `Customers with new browsers have several clicks in flight: first adds at once; signing in while adding; signing in from two tabs; checking out twice, by a double click and from two tabs; adding during the checkout; signing out during an add. Every third one sends a change again later with the same idempotency key. Afterwards each looks at the cart, at who the shop takes them for, and at the orders. The control keeps the cart in the session, with the usual libraries and their defaults: it is read, changed and written back whole, so that clicks overwrite each other.`,
  meaning:
    "Real browsers do not wait for one answer before they send the next request. Test what your shop has acknowledged with clicks that overlap: one at a time, every shop is right.",
  arms: [
    control("redis", someLost, { name: "cart-in-session", settings: { cart: "in-session" } }),
    subject("redis", nothingWrong),
  ],

  async run(stage) {
    for (const [name, play] of Object.entries(CASES)) {
      const length = stage.quick ? QUICK_ROUNDS : ACCOUNTS;
      const rounds = Array.from({ length }, (_, number) => roundOf(stage, name, number));
      await stage.inTurns(rounds, play);
    }
  },

  measure(_arm, { events }) {
    const ledgers = ledgersOf(events);
    const missing = withoutOrder(events, ledgers);
    const [acknowledged, lost] = [total(ledgers, "acknowledged"), total(ledgers, "lost")];
    const [doubled, signedOut] = [total(ledgers, "doubled"), total(ledgers, "signedOut")];
    const wrong = total(ledgers, "wrongOrders");
    const cases = Map.groupBy(ledgers, ({ shopper }) => caseOf(shopper));
    return {
      observed: `${lost} of ${acknowledged} items lost${losingCases(cases)}, ${doubled} doubled, ${signedOut} times signed out, ${wrong + missing} orders wrong or missing`,
      unsteady: everybodyCouldShop(events) ?? everyCaseWasTried(cases),
      numbers: {
        customers: ledgers.length,
        acknowledged,
        kept: acknowledged - lost,
        lost,
        unexpected: doubled,
        "signed out": signedOut,
        "still signed in": total(ledgers, "stillSignedIn"),
        orders: total(ledgers, "orders"),
        "orders wrong": wrong,
        "orders missing": missing,
        "requests failed": total(ledgers, "failed"),
        ...numbersByCase(cases),
      },
    };
  },

  figures: [{ plot: "kept" }],
  evidence: [{ row: "weak-point", shared: ["cart-in-session", "redis"] }],
};

type Cases = ReadonlyMap<string, readonly Ledger[]>;

/** Customers who checked out and have no order that they found again. */
function withoutOrder(events: readonly HistoryEvent[], ledgers: readonly Ledger[]): number {
  const buyers = new Set(
    events.filter(({ operation }) => operation === "checkout").map(({ shopper }) => shopper),
  );
  return ledgers.filter(({ shopper, found }) => buyers.has(shopper) && found === 0).length;
}

function losingCases(cases: Cases): string {
  const losses = [...cases].map(([name, ledgers]) => [name, total(ledgers, "lost")] as const);
  const words = losses.filter(([, lost]) => lost > 0).map(([name, lost]) => `${name} ${lost}`);
  return words.length > 0 ? ` (${words.join(", ")})` : "";
}

function numbersByCase(cases: Cases): Numbers {
  const entries = [...cases].flatMap(([name, ledgers]) => [
    [`${name}: acknowledged`, total(ledgers, "acknowledged")],
    [`${name}: lost`, total(ledgers, "lost")],
    [`${name}: doubled`, total(ledgers, "doubled")],
    [`${name}: signed out`, total(ledgers, "signedOut")],
  ]);
  return Object.fromEntries(entries);
}

/** Everybody who tried could sign in, and everybody could put something in a cart. Null, or why not. */
function everybodyCouldShop(events: readonly HistoryEvent[]): string | null {
  const customers = new Set(events.map(({ shopper }) => shopper)).size;
  const tried = countShoppers(events, "sign-in", "invoke");
  const [signedIn, added] = [countShoppers(events, "sign-in", "ok"), countShoppers(events, "add", "ok")];
  if (signedIn === tried && added === customers) return null;
  return `of ${customers} customers ${added} could put something in a cart, of ${tried} ${signedIn} could sign in`;
}

function everyCaseWasTried(cases: Cases): string | null {
  const untried = Object.keys(CASES).filter((name) => !cases.has(name));
  return untried.length === 0 ? null : `not tried: ${untried.join(", ")}`;
}

/** A shopper's name says the case: verdicts are computed from the history alone. */
function roundOf(stage: Stage, name: string, number: number): Round {
  const account = (n: number) => `shopper-${(n % ACCOUNTS) + 1}`;
  const shopper = stage.shopper({ name: `${name} ${number + 1}`, account: account(number) });
  const { jar } = shopper;
  return {
    shopper,
    number,
    random: stage.random.fork(),
    key: randomUUIDv7(),
    sendsAgain: number % SENDS_AGAIN_EVERY === 0,
    successor: () => stage.shopper({ name: `${shopper.name} next`, account: account(number + 1), jar }),
    keepCookies: async () => stage.shopper({ name: shopper.name, jar: await jar.clone() }),
  };
}

const caseOf = (shopper: string) => shopper.split(" ", 1)[0] ?? shopper;
