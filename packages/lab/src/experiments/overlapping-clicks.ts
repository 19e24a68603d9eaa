import type { HistoryEvent } from "../history/history.ts";
import type { Arm, Experiment } from "../prove/experiment.ts";
import type { Stage } from "../prove/stage.ts";
import { type Ledger, ledgersOf } from "../shopper/ledger.ts";
import { CASES, type Round } from "./rounds-of-clicks.ts";
import { countShoppers } from "./steady.ts";

/** As many customers as there are accounts. */
const ACCOUNTS = 500;
const QUICK_ROUNDS = 20;
const SENDS_AGAIN_EVERY = 3;

const arms: readonly Arm[] = [
  {
    name: "cart-in-session",
    role: "control",
    scenario: "redis",
    replicas: 3,
    settings: { cart: "in-session" },
    predicts: "acknowledged items are lost",
  },
  {
    name: "redis",
    role: "subject",
    scenario: "redis",
    replicas: 3,
    predicts: "no item is lost or doubled, nobody is signed out, every order is placed once",
  },
];

export const overlappingClicks: Experiment = {
  name: "overlapping-clicks",
  claim: "However clicks overlap, what the shop acknowledged is kept, once.",
  method: `Customers with new browsers have several clicks in flight: first adds at once; signing in while adding; signing in from two tabs; checking out twice, by a double click and from two tabs; adding during the checkout; signing out during an add. Every third one sends a change again later with the same idempotency key. Afterwards each looks at the cart, at who the shop takes them for, and at the orders. The control keeps the cart in the session, with the usual libraries and their defaults: it is read, changed and written back whole, so that clicks overwrite each other.`,
  meaning:
    "Real browsers do not wait for one answer before they send the next request. Test what your shop has acknowledged with clicks that overlap: one at a time, every shop is right.",
  arms,

  async run(stage) {
    for (const [name, play] of Object.entries(CASES)) {
      const length = stage.quick ? QUICK_ROUNDS : ACCOUNTS;
      const rounds = Array.from({ length }, (_, number) => roundOf(stage, name, number));
      await stage.inTurns(rounds, play);
    }
  },

  judge({ role }, { events }) {
    const ledgers = ledgersOf(events);
    const total = sumOf(ledgers);
    const missing = withoutOrder(events, ledgers);
    const wrong = total("wrongOrders") + missing;
    const [lost, doubled, signedOut] = [total("lost"), total("doubled"), total("signedOut")];
    const isRight = lost + doubled + signedOut + wrong + total("failed") + total("stillSignedIn") === 0;
    const acknowledged = total("acknowledged");
    const cases = Map.groupBy(ledgers, ({ shopper }) => caseOf(shopper));
    return {
      observed: `${lost} of ${acknowledged} items lost${losingCases(cases)}, ${doubled} doubled, ${signedOut} times signed out, ${wrong} orders wrong or missing`,
      asPredicted: role === "control" ? lost > 0 : isRight,
      unsteady: everybodyCouldShop(events) ?? everyCaseWasTried(cases),
      numbers: {
        customers: ledgers.length,
        acknowledged,
        kept: acknowledged - lost,
        lost,
        unexpected: doubled,
        "signed out": signedOut,
        "still signed in": total("stillSignedIn"),
        orders: total("orders"),
        "orders wrong": total("wrongOrders"),
        "orders missing": missing,
        "requests failed": total("failed"),
        ...numbersByCase(cases),
      },
    };
  },
};

type Cases = ReadonlyMap<string, readonly Ledger[]>;

const sumOf = (ledgers: readonly Ledger[]) => (key: Exclude<keyof Ledger, "shopper">) =>
  ledgers.reduce((sum, ledger) => sum + ledger[key], 0);

/** Customers who checked out and have no order that they found again. */
function withoutOrder(events: readonly HistoryEvent[], ledgers: readonly Ledger[]): number {
  const buyers = new Set(
    events.filter(({ operation }) => operation === "checkout").map(({ shopper }) => shopper),
  );
  return ledgers.filter(({ shopper, found }) => buyers.has(shopper) && found === 0).length;
}

function losingCases(cases: Cases): string {
  const losses = [...cases].map(([name, ledgers]) => [name, sumOf(ledgers)("lost")] as const);
  const words = losses.filter(([, lost]) => lost > 0).map(([name, lost]) => `${name} ${lost}`);
  return words.length > 0 ? ` (${words.join(", ")})` : "";
}

function numbersByCase(cases: Cases): Record<string, number> {
  const entries = [...cases].flatMap(([name, ledgers]) => {
    const total = sumOf(ledgers);
    return [
      [`${name}: acknowledged`, total("acknowledged")],
      [`${name}: lost`, total("lost")],
      [`${name}: doubled`, total("doubled")],
      [`${name}: signed out`, total("signedOut")],
    ];
  });
  return Object.fromEntries(entries);
}

/** The steady state: whoever wanted to could sign in, and everybody could put something in the cart. Null, or why not. */
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
    sendsAgain: number % SENDS_AGAIN_EVERY === 0,
    successor: () => stage.shopper({ name: `${shopper.name} next`, account: account(number + 1), jar }),
    keepCookies: async () => stage.shopper({ name: shopper.name, jar: await jar.clone() }),
  };
}

const caseOf = (shopper: string) => shopper.split(" ", 1)[0] ?? shopper;
