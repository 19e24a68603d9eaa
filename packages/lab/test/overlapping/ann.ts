import { HistoryBuilder } from "@shop/testing/history-builder.ts";
import type { Items } from "../../src/history/history.ts";
import { ledgersOf } from "../../src/shopper/ledgers.ts";

export const ledgerOf = ({ events }: HistoryBuilder) => ledgersOf(events)[0];
export const cart = (items: Items) => ({ seen: { items } });
export const order = (items: Items, orderId = "1") => ({ status: 201, seen: { items, orderId } });
export const NO_HARM = { failed: 0, signedOut: 0, stillSignedIn: 0, lost: 0, doubled: 0, wrongOrders: 0 };

/** Ann's clicks: of each a function that begins it, and gives one that ends it. */
export function ann() {
  const history = new HistoryBuilder();
  const click =
    (operation: Parameters<HistoryBuilder["begin"]>[1]) =>
    (request: Parameters<HistoryBuilder["begin"]>[2] = {}) =>
      history.begin("ann", operation, request);
  const signedIn = () => history.answer("ann", "sign-in", { seen: { user: "ann" } });
  const added = (wanted: string, items: Items) => history.answer("ann", "add", { wanted, ...cart(items) });
  const looked = (items: Items) => history.answer("ann", "cart", cart(items));
  return {
    history,
    signedIn,
    added,
    looked,
    signIn: click("sign-in"),
    signOut: click("sign-out"),
    add: click("add"),
    look: click("cart"),
    whoami: click("whoami"),
    checkout: click("checkout"),
  };
}
