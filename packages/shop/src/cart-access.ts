import { type Cart, type Carts, type Customer, ForeignCartError, type Lines } from "@shop/state";
import { newCartId } from "@shop/state/ids";

/** What a cart cookie says. */
export interface CartTicket {
  readonly id: string;
  /** Somebody has changed this cart, so there may be something in it. */
  readonly isUsed: boolean;
  /** The cart that this browser had before, which belongs to a user who was not signed in when this one began. */
  readonly previous: string | null;
}

const NO_CART: Cart = { owner: null, lines: new Map() };

const newTicket = (): CartTicket => ({ id: newCartId(), isUsed: false, previous: null });

/** The cart that a request's cookie names, and how the request may use it. */
export class CartAccess {
  readonly #carts: Carts;
  readonly #successor: (id: string) => string;
  #ticket: CartTicket;
  #cart: Cart | null = null;
  /** The browser must be told of the ticket. */
  isNews: boolean;
  /** This request has put something in the cart, or taken something out. */
  isChanged = false;
  /** Settles when a cart that was asked for is there; null where none was. */
  arrival: Promise<void> | null = null;

  /** `sent` is null where no cookie came. `successor` gives the id of the cart that begins in place of another user's. */
  constructor(carts: Carts, sent: CartTicket | null, successor: (id: string) => string) {
    this.#carts = carts;
    this.#successor = successor;
    this.#ticket = sent ?? newTicket();
    this.isNews = sent === null;
  }

  get ticket(): CartTicket {
    return this.#ticket;
  }

  /** Asks for the cart, if there can be anything in it. */
  look(): void {
    if (!this.#ticket.isUsed) return;
    this.arrival = this.#carts.get(this.#ticket.id).then((cart) => {
      this.#cart = cart;
    });
    // a request that is refused early never waits for it, and a failure must not end the process then
    this.arrival.catch(() => {});
  }

  /** What lay in the cart when the request came, as far as this customer may see it. */
  linesFor(user: string | null): Lines {
    const { owner, lines } = this.#cart ?? NO_CART;
    return owner === null || owner === user ? lines : NO_CART.lines;
  }

  /**
   * Makes a change, in a cart that begins where the cookie's belongs to another user. Overlapping requests begin the same one.
   * Resolves with what the state answers: null where the change counts, but the customer is not told of the contents.
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

  /** Makes the cart the user's own, with what is in it, and with what is in the user's previous one. */
  async claim(user: string): Promise<void> {
    const claim = (cartId: string) => this.#carts.claim({ cartId, user }, this.#ticket.previous);
    await this.change(user, ({ cartId }) => claim(cartId));
    this.isChanged = false;
    if (this.#ticket.previous) this.#become({ ...this.#ticket, previous: null });
  }

  /** Empties the user's cart and begins another one, so that the next person in this browser begins with nothing. */
  async leave(user: string | null): Promise<void> {
    if (user) await this.change(user, (customer) => this.#carts.clear(customer));
    this.#become(newTicket());
  }

  #become(ticket: CartTicket): void {
    this.#ticket = ticket;
    this.isNews = true;
  }
}
