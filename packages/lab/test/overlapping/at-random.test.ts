import fc from "fast-check";
import { expect, test } from "vitest";
import type { HistoryEvent, Items, Operation } from "../../src/history/history.ts";
import { ledgersOf } from "../../src/shopper/ledgers.ts";

/** A click with the moments at which it begins, takes effect in the shop, and is answered. */
interface Click {
  readonly operation: Operation;
  readonly sku: string;
  /** Clicks with the same one are the same change sent again. */
  readonly key: number;
  readonly begin: number;
  readonly effectAfter: number;
  readonly endAfter: number;
  /** The answer does not arrive. */
  readonly isSilent: boolean;
  /** A click that is not answered may have had no effect. */
  readonly isDropped: boolean;
}

const click: fc.Arbitrary<Click> = fc.record({
  operation: fc.constantFrom<Operation>(
    ...(["add", "add", "add", "cart", "cart", "checkout", "whoami", "sign-in", "sign-out"] as const),
  ),
  sku: fc.constantFrom("abacus", "paper-tape"),
  key: fc.integer({ min: 0, max: 12 }),
  begin: fc.integer({ min: 0, max: 60 }),
  effectAfter: fc.integer({ min: 0, max: 8 }),
  endAfter: fc.integer({ min: 0, max: 8 }),
  isSilent: fc.integer({ min: 0, max: 9 }).map((chance) => chance === 0),
  isDropped: fc.boolean(),
});

type Answer = Pick<HistoryEvent, "type" | "status" | "seen">;

interface Fault {
  /** Which of its adds it acknowledges and forgets, from 0. */
  readonly loses?: number;
  /** It does what is sent again once more. */
  readonly ignoresKeys?: boolean;
}

/** A shop that does every change once, at one moment, but for a fault. */
class ModelShop {
  #cart: Record<string, number> = {};
  #user: string | null = null;
  #orders = 0;
  #adds = 0;
  readonly #remembered = new Map<string, Answer>();
  readonly #fault: Fault;

  constructor(fault: Fault = {}) {
    this.#fault = fault;
  }

  do({ operation, sku, key }: Click): Answer {
    const name = `${operation} ${key}`;
    const answer = this.#remembered.get(name) ?? this.#answer(operation, sku);
    const isChange = operation === "add" || operation === "checkout";
    if (isChange && answer.type === "ok" && !this.#fault.ignoresKeys) this.#remembered.set(name, answer);
    return answer;
  }

  #answer(operation: Operation, sku: string): Answer {
    if (operation === "whoami") return { type: "ok", seen: { user: this.#user } };
    if (operation === "checkout") return this.#checkOut();
    if (operation === "sign-in") this.#user = "ann";
    if (operation === "sign-out") [this.#user, this.#cart] = [null, {}];
    if (operation === "add") {
      const items = { ...this.#cart, [sku]: (this.#cart[sku] ?? 0) + 1 };
      if (this.#adds++ !== this.#fault.loses) this.#cart = items;
      return { type: "ok", seen: { items } };
    }
    return { type: "ok", seen: operation === "cart" ? { items: { ...this.#cart } } : {} };
  }

  #checkOut(): Answer {
    if (this.#user === null) return { type: "fail", status: 401 };
    if (Object.keys(this.#cart).length === 0) return { type: "fail", status: 409 };
    const items: Items = this.#cart;
    this.#cart = {};
    return { type: "ok", status: 201, seen: { items, orderId: `${++this.#orders}` } };
  }
}

/** What a customer sees of the shop who clicks like this, and at last looks into the cart. */
function historyOf(clicks: readonly Click[], shop: ModelShop): HistoryEvent[] {
  const events: HistoryEvent[] = [];
  const answers = new Map<Click, Answer>();
  const look: Click = { ...(clicks[0] as Click), operation: "cart", key: 99, begin: 1000, isSilent: false };
  const skus = new Map<number, string>();
  const steps = [...clicks, look].flatMap((click, i) => {
    const { operation, begin, effectAfter, endAfter, isSilent, isDropped } = click;
    // what is sent again asks for the same
    const sku = skus.get(click.key) ?? click.sku;
    skus.set(click.key, sku);
    const isChange = operation === "add" || operation === "checkout";
    const key = isChange ? `${operation} ${click.key}` : `${operation} ${i}`;
    const event = { shopper: "ann", operation, key, ...(operation === "add" && { wanted: sku }) };
    const silent: Answer = { type: "unknown" };
    return [
      { time: begin, do: () => events.push({ time: begin, ...event, type: "invoke" }) },
      {
        time: begin + effectAfter + 0.1,
        do: () => (isSilent && isDropped) || answers.set(click, shop.do({ ...click, sku })),
      },
      {
        time: begin + effectAfter + endAfter + 0.2,
        do: () => events.push({ time: 0, ...event, ...(isSilent ? silent : (answers.get(click) ?? silent)) }),
      },
    ];
  });
  for (const step of steps.toSorted((a, b) => a.time - b.time)) step.do();
  return events;
}

const clicks = fc.array(click, { minLength: 1, maxLength: 14 });
/** Only what must be found in the cart in the end. */
const adding = clicks.map((all) =>
  all.filter(({ operation }) => operation === "add" || operation === "cart" || operation === "whoami"),
);
const addsAmong = (all: readonly Click[]) => all.filter(({ operation }) => operation === "add");
/** How many of these adds are the same change done again. */
const repeatsAmong = (adds: readonly Click[]) => adds.length - new Set(adds.map(({ key }) => key)).size;
const hasEffect = ({ isSilent, isDropped }: Click) => !(isSilent && isDropped);

/** Adds of a customer who sends each again until it is answered, and only then the next one. */
const persistent = fc
  .array(fc.tuple(click, fc.array(fc.boolean(), { maxLength: 3 })), { minLength: 1, maxLength: 8 })
  .map((adds) => {
    const tries = adds.flatMap(([one, drops], key) => {
      const add: Click = { ...one, operation: "add", key, isSilent: false };
      return [...drops.map((isDropped): Click => ({ ...add, isSilent: true, isDropped })), add];
    });
    return tries.map((one, i): Click => ({ ...one, begin: 20 * i }));
  });

/** Clicks of a customer who has signed in and put something in the cart, and often sends again what was not answered. */
const buying = fc.tuple(click, fc.array(click, { maxLength: 12 })).map(([first, others]) => {
  const begun = { ...first, key: 99, isSilent: false, effectAfter: 0, endAfter: 0 };
  const later = others.map(
    (one): Click => ({
      ...one,
      key: one.key % 2,
      begin: 10 + one.begin,
      operation: one.operation === "cart" ? "checkout" : one.operation,
      isSilent: one.isSilent || one.key % 3 === 0,
    }),
  );
  return [
    { ...begun, operation: "sign-in", begin: 0 } as const,
    { ...begun, operation: "add", begin: 5 } as const,
    ...later,
  ];
});

const RUNS = { numRuns: 2000 };

test("a shop that does every change once, at some moment of its request, is never blamed", () => {
  const harmless = { signedOut: 0, stillSignedIn: 0, lost: 0, doubled: 0, wrongOrders: 0 };
  fc.assert(
    fc.property(fc.oneof(clicks, buying, persistent), (all) => {
      expect(ledgersOf(historyOf(all, new ModelShop()))[0]).toMatchObject(harmless);
    }),
    RUNS,
  );
});

test("a shop that loses one of the items that it acknowledged is found out, however clicks overlap", () => {
  fc.assert(
    fc.property(adding, fc.nat(), (clicks, n) => {
      const all = clicks.map((one, key): Click => ({ ...one, key, isSilent: false }));
      const adds = addsAmong(all).length;
      fc.pre(adds > 0);
      const shop = new ModelShop({ loses: n % adds });
      expect(ledgersOf(historyOf(all, shop))[0]).toMatchObject({ lost: 1, doubled: 0 });
    }),
    RUNS,
  );
});

test("nor may an item be lost that was acknowledged only when it was sent again", () => {
  const productOf = (one: Click, key: number): Click => ({ ...one, key, sku: `product-${key}` });
  const sentAgain = adding.map((all) => {
    const clicks = all.map(productOf);
    const silent = addsAmong(clicks).filter(({ isSilent }) => isSilent);
    return [...clicks, ...silent.map((one): Click => ({ ...one, begin: one.begin + 80, isSilent: false }))];
  });
  fc.assert(
    fc.property(fc.oneof(sentAgain, persistent), fc.nat(), (all, n) => {
      const adds = addsAmong(all).length - repeatsAmong(addsAmong(all));
      fc.pre(adds > 0);
      const shop = new ModelShop({ loses: n % adds });
      expect(ledgersOf(historyOf(all, shop))[0]).toMatchObject({ acknowledged: adds, lost: 1, doubled: 0 });
    }),
    RUNS,
  );
});

test("a shop that does once more what is sent again is found out, however clicks overlap", () => {
  fc.assert(
    fc.property(fc.oneof(adding, persistent), (some) => {
      // what it did not do the first time it does only once
      const all = some.filter(hasEffect);
      const adds = addsAmong(all);
      fc.pre(adds.length > 0);
      const shop = new ModelShop({ ignoresKeys: true });
      const doubled = repeatsAmong(adds);
      expect(ledgersOf(historyOf(all, shop))[0]).toMatchObject({ lost: 0, doubled });
    }),
    RUNS,
  );
});
