import type { HistoryEvent, Items, Operation } from "../history/history.ts";
import { InFlight } from "../history/in-flight.ts";
import { type Baseline, CartAccount, isSame } from "./cart-account.ts";
import type { Ledger } from "./ledger.ts";
import { type Identity, Recognition } from "./recognition.ts";

/** How many orders and changes of a customer are kept: minutes of clicks, so that a late repeat is noticed, in 10 MB for 120 customers. */
const REMEMBERED = 200;

/** What is asked for under one idempotency key, however often it is sent. */
interface Change {
  /** The cart when the change was first sent. A remembered answer may be as old as that. */
  readonly baseline: Baseline;
  isAcknowledged: boolean;
  /** Its effect may already be counted, or be gone again, so that acknowledging it proves nothing about the cart. */
  isUncertain: boolean;
  /** The account's doubts about its product when it ended with unknown outcome; null where it did not. */
  doubts: number | null;
  /** How many items of its product were written off when it was last asked for; null before. */
  writtenOff: number | null;
  orderId: string | null;
}

/** An order that was confirmed. */
interface Placed {
  readonly items: Items;
  /** It counts among the ledger's orders, and its look-up has not been counted yet. */
  isToBeFound: boolean;
}

/** A request in flight. */
interface Request {
  readonly event: HistoryEvent;
  readonly change: Change;
  readonly isRepeat: boolean;
  readonly identity: Identity;
  /** The customer's other requests that were in flight at some moment of this one. */
  readonly overlapping: HistoryEvent[];
}

const READS: ReadonlySet<Operation> = new Set(["browse", "cart", "whoami", "order"]);
/** A look into the cart during one of these may rightly show less of it, or nothing. */
const HIDES: ReadonlySet<Operation> = new Set(["sign-in", "sign-out", "checkout"]);

/** Keeps the ledger of one customer, event by event. */
export class Bookkeeper {
  readonly ledger: Ledger;
  readonly #cart = new CartAccount();
  readonly #recognition = new Recognition();
  readonly #inFlight = new InFlight<Request>();
  readonly #changes = new Map<string, Change>();
  readonly #placed = new Map<string, Placed>();
  /** The checkout that must place an order: there was something in the cart, and nothing else may have taken it since. */
  #due: Change | null = null;

  constructor(shopper: string) {
    const counts = { acknowledged: 0, lost: 0, doubled: 0, orders: 0, found: 0, wrongOrders: 0 };
    this.ledger = { shopper, failed: 0, signedOut: 0, stillSignedIn: 0, ...counts };
  }

  /** How many items the customer can expect in the cart. */
  get itemsInCart(): number {
    return this.#cart.items;
  }

  enter(event: HistoryEvent): void {
    if (event.type === "invoke") this.#inFlight.begin(event, this.#begin(event));
    else this.#end(event, this.#inFlight.end(event) ?? this.#begin(event));
  }

  #begin(event: HistoryEvent): Request {
    const { key, operation, wanted = "" } = event;
    const earlier = key === undefined ? undefined : this.#changes.get(key);
    const change = earlier ?? newChange(this.#cart.baseline);
    if (change.doubts !== null && change.doubts !== this.#cart.doubts(wanted)) change.isUncertain = true;
    if (operation === "add") this.#ask(change, wanted);
    if (!earlier && key !== undefined && !READS.has(operation)) remember(this.#changes, key, change);
    const { identity } = this.#recognition;
    const request = {
      event,
      change,
      isRepeat: earlier !== undefined,
      identity,
      overlapping: [] as HistoryEvent[],
    };
    for (const other of this.#inFlight) {
      other.overlapping.push(event);
      request.overlapping.push(other.event);
    }
    if (HIDES.has(operation) && change !== this.#due) this.#due = this.#isDue(request) ? change : null;
    return request;
  }

  /** What is sent again was asked for already, unless that was written off meanwhile: it may be added only now. */
  #ask(change: Change, sku: string): void {
    const writtenOff = this.#cart.writtenOff(sku);
    if (change.writtenOff === writtenOff) return;
    change.writtenOff = writtenOff;
    this.#cart.ask(sku);
  }

  #isDue({ event, isRepeat, overlapping }: Request): boolean {
    return event.operation === "checkout" && !isRepeat && !overlapping.some(isHiding) && this.#cart.items > 0;
  }

  #end(answer: HistoryEvent, request: Request): void {
    this.#recognise(answer, request);
    const isRefused = answer.operation === "checkout" && answer.status === 409;
    if (isRefused && this.#isEmpty(request)) return;
    if (answer.type !== "ok") this.ledger.failed++;
    if (answer.type === "unknown") request.change.doubts = this.#cart.doubts(answer.wanted ?? "");
    if (answer.operation === "sign-out") this.#endSignOut(answer, request);
    if (answer.operation === "checkout" && answer.type === "unknown") this.#forgetCart();
    if (answer.type !== "ok") return;
    if (answer.operation === "add") this.#endAdd(answer, request);
    if (answer.operation === "cart") this.#endLook(answer, request);
    if (answer.operation === "checkout") this.#endCheckout(answer, request);
    if (answer.operation === "order") this.#endOrder(answer);
  }

  /** Whether a checkout was rightly refused because the cart was empty. */
  #isEmpty(request: Request): boolean {
    const isRight = this.#see({}, request);
    if (!request.isRepeat || request.change !== this.#due) return isRight;
    // it placed the order when it was first sent, and the customer never learns of it; or its items are gone
    this.ledger.wrongOrders++;
    return false;
  }

  #recognise(answer: HistoryEvent, { identity, overlapping }: Request): void {
    const verdict = this.#recognition.judge(answer, identity, overlapping);
    if (verdict === "stranger") this.ledger.signedOut++;
    if (verdict === "still-known") this.ledger.stillSignedIn++;
    this.#recognition.learn(answer, overlapping);
  }

  #endAdd(answer: HistoryEvent, request: Request): void {
    const { wanted = "" } = answer;
    const { change } = request;
    if (!change.isAcknowledged) {
      change.isAcknowledged = true;
      this.ledger.acknowledged++;
      if (!change.isUncertain) this.#cart.acknowledge(wanted);
    }
    this.#endLook(answer, request, { [wanted]: 1 });
  }

  #endLook({ seen }: HistoryEvent, request: Request, added: Items = {}): void {
    if (!seen?.items) return;
    this.#see(seen.items, request, added);
    if (isAlone(request)) this.#cart.settle(seen.items);
  }

  #endCheckout({ seen }: HistoryEvent, request: Request): void {
    if (!seen?.items || !seen.orderId) return;
    const { change } = request;
    if (change.orderId === seen.orderId) return;
    if (this.#placed.has(seen.orderId)) {
      this.ledger.wrongOrders++;
      return;
    }
    const isOnly = change.orderId === null;
    change.orderId = seen.orderId;
    const isExpected = this.#see(seen.items, request);
    const isOnce = this.#moveToOrder(seen.items, change);
    const isRight = isOnly && isExpected && isOnce;
    if (isRight) this.ledger.orders++;
    else this.ledger.wrongOrders++;
    remember(this.#placed, seen.orderId, { items: seen.items, isToBeFound: isRight });
    if (isAlone(request)) this.#cart.settle({});
  }

  /** Returns whether none of the items had been ordered before. */
  #moveToOrder(items: Items, { isUncertain }: Change): boolean {
    if (isUncertain) {
      // it may have taken its items some time ago, and the cart was seen without them or emptied since
      this.#forgetCart();
      return true;
    }
    const twice = this.#cart.order(items);
    this.ledger.doubled += twice;
    return twice === 0;
  }

  #endOrder({ seen }: HistoryEvent): void {
    const placed = this.#placed.get(seen?.orderId ?? "");
    if (!placed || !seen?.items) return;
    if (!isSame(placed.items, seen.items)) this.ledger.wrongOrders++;
    else if (placed.isToBeFound) {
      placed.isToBeFound = false;
      this.ledger.found++;
    }
  }

  #endSignOut({ type }: HistoryEvent, { overlapping }: Request): void {
    if (type === "fail") return;
    const meanwhile = overlapping
      .filter(({ operation }) => operation === "add")
      .map(({ wanted = "" }) => wanted);
    if (type === "ok") this.#cart.empty(meanwhile);
    this.#forgetCart();
  }

  /** From here on, nothing that was or will be acknowledged has to be in the cart. */
  #forgetCart(): void {
    this.#cart.forget();
    for (const request of this.#inFlight) request.change.isUncertain = true;
  }

  /** Counts the differences between the cart that was seen and what it must and may hold. Returns whether there are none. */
  #see(items: Items, { change, overlapping }: Request, added: Items = {}): boolean {
    const isHidden = overlapping.some(isHiding);
    const least = isHidden ? {} : this.#cart.least(change.baseline, added);
    const { lost, doubled } = this.#cart.compare(items, least, this.#cart.most(change.baseline));
    this.ledger.lost += lost;
    this.ledger.doubled += doubled;
    return lost + doubled === 0;
  }
}

const newChange = (baseline: Baseline): Change => ({
  baseline,
  isAcknowledged: false,
  isUncertain: false,
  doubts: null,
  writtenOff: null,
  orderId: null,
});

const isHiding = ({ operation }: HistoryEvent) => HIDES.has(operation);

/** Nothing but reads overlapped, so that what is seen is what is there. */
const isAlone = ({ isRepeat, overlapping }: Request) =>
  !isRepeat && overlapping.every(({ operation }) => READS.has(operation));

function remember<T>(known: Map<string, T>, name: string, value: T): void {
  known.set(name, value);
  const [oldest] = known.keys();
  if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest);
}
