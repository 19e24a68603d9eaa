import { type Cart, type Carts, type Customer, ForeignCartError, type Lines } from "@shop/state";
import { newCartId } from "@shop/state/ids";

/** The contents of a cart cookie. */
export interface CartTicket {
  readonly id: string;
  /** The cart was changed before, so there may be something in it, and it is worth a look into the store. */
  readonly isUsed: boolean;
  /** The cart that this browser had before. It belongs to a user whose session had ended when this one began. */
  readonly previous: string | null;
}

const NO_CART: Cart = { owner: null, lines: new Map() };

const newTicket = (): CartTicket => ({ id: newCartId(), isUsed: false, previous: null });

/**
 * Protects the cart that a request's cookie names. A cart that was signed in with belongs to its user: anybody else with the same
 * cookie sees an empty cart, and their changes begin another one (except changes that overlap the sign-in, which still count).
 */
export class CartAccess {
  readonly #carts: Carts;
  readonly #successor: (id: string) => string;
  #ticket: CartTicket;
  readonly #wasSent: boolean;
  #cart: Cart | null = null;
  /** The ticket has changed, so the answer sets the cookie. */
  mustSetCookie: boolean;
  /** This request has put something in the cart, or taken something out. */
  isChanged = false;
  /** Settles when the cart that was requested has arrived; null if none was requested. */
  arrival: Promise<void> | null = null;

  /** `sent` is null if no valid cookie came. `successor` returns the id of the cart that begins in place of another user's. */
  constructor(carts: Carts, sent: CartTicket | null, successor: (id: string) => string) {
    this.#carts = carts;
    this.#successor = successor;
    this.#ticket = sent ?? newTicket();
    this.#wasSent = sent !== null;
    this.mustSetCookie = sent === null;
  }

  get ticket(): CartTicket {
    return this.#ticket;
  }

  /**
   * Requests the cart from the store, if there can be anything in it. `thoroughly`: also one that the cookie calls unused, because the
   * answer to its first change may have been lost.
   */
  load(thoroughly: boolean): void {
    if (!this.#ticket.isUsed && !(thoroughly && this.#wasSent)) return;
    this.arrival = this.#carts.get(this.#ticket.id).then((cart) => {
      this.#cart = cart;
      if (!this.#ticket.isUsed && cart.lines.size > 0) this.#become({ ...this.#ticket, isUsed: true });
    });
    // a request that is refused early never awaits this, and an unhandled rejection would end the process
    this.arrival.catch(() => {});
  }

  /** What was in the cart when the request came: nothing if it belongs to another user. */
  linesFor(user: string | null): Lines {
    const { owner, lines } = this.#cart ?? NO_CART;
    return owner === null || owner === user ? lines : NO_CART.lines;
  }

  /**
   * Makes a change. If the cookie's cart belongs to another user, a new cart begins and takes the change; overlapping requests
   * begin the same one. Resolves with what the state answers: null means that the change was made, but that the customer must not
   * see the contents. Rejects with the errors of `act`, except ForeignCartError.
   */
  async change<Answer>(
    user: string | null,
    act: (customer: Customer) => Promise<Answer | null>,
  ): Promise<Answer | null> {
    try {
      const answer = await act({ cartId: this.#ticket.id, user });
      this.isChanged = true;
      if (answer !== null && !this.#ticket.isUsed) this.#become({ ...this.#ticket, isUsed: true });
      return answer;
    } catch (error) {
      if (!(error instanceof ForeignCartError)) throw error;
      const { id } = this.#ticket;
      this.#become({ id: this.#successor(id), isUsed: false, previous: id });
      return this.change(user, act);
    }
  }

  /** Makes the cart and its contents the user's, and moves the contents of the user's previous cart into it. */
  async claim(user: string): Promise<void> {
    const claim = (cartId: string) => this.#carts.claim({ cartId, user }, this.#ticket.previous);
    await this.change(user, ({ cartId }) => claim(cartId));
    this.isChanged = false;
    if (this.#ticket.previous) this.#become({ ...this.#ticket, previous: null });
  }

  /** Empties the user's cart and begins another one, so that the next person at this browser starts with an empty cart. */
  async leave(user: string | null): Promise<void> {
    if (user) await this.change(user, (customer) => this.#carts.clear(customer));
    this.#become(newTicket());
  }

  #become(ticket: CartTicket): void {
    this.#ticket = ticket;
    this.mustSetCookie = true;
  }
}
