import { afterAll, beforeAll, describe } from "vitest";
import type { Lifetimes } from "../src/state.ts";
import type { Bench } from "./contract/bench.ts";
import { cartClaimsContract } from "./contract/cart-claims.ts";
import { cartOwnerContract } from "./contract/cart-owner.ts";
import { cartsContract } from "./contract/carts.ts";
import { expiryContract } from "./contract/expiry.ts";
import { idempotencyKeysContract } from "./contract/idempotency-keys.ts";
import { ordersContract } from "./contract/orders.ts";
import { sessionsContract } from "./contract/sessions.ts";
import { signInAttemptsContract } from "./contract/sign-in-attempts.ts";
import { signInOverlapContract } from "./contract/sign-in-overlap.ts";
import { userSessionsContract } from "./contract/user-sessions.ts";
import { LIFETIMES, type OpenState } from "./open-state.ts";

/** What every implementation of State must do, together with the session store on top of it. */
export function stateContract(name: string, openState: (lifetimes: Lifetimes) => Promise<OpenState>) {
  describe(`state contract: ${name}`, () => {
    let shared: OpenState;
    beforeAll(async () => {
      shared = await openState(LIFETIMES);
    });
    afterAll(() => shared.close());
    const bench: Bench = {
      state: () => shared,
      cart: async (cartId) => {
        const { lines, owner } = await shared.carts.get(cartId);
        return { lines: Object.fromEntries(lines), owner };
      },
      open: (lifetimes) => openState({ ...LIFETIMES, ...lifetimes }),
    };

    sessionsContract(bench);
    userSessionsContract(bench);
    signInAttemptsContract(bench);
    cartsContract(bench);
    cartClaimsContract(bench);
    cartOwnerContract(bench);
    signInOverlapContract(bench);
    idempotencyKeysContract(bench);
    ordersContract(bench);
    expiryContract(bench);
  });
}
