import { afterAll, beforeAll, describe } from "vitest";
import type { Lifetimes } from "../src/state.ts";
import { cartOwnerContract } from "./contract/cart-owner.ts";
import { cartsContract } from "./contract/carts.ts";
import { expiryContract } from "./contract/expiry.ts";
import { idempotencyKeysContract } from "./contract/idempotency-keys.ts";
import { ordersContract } from "./contract/orders.ts";
import { sessionsContract } from "./contract/sessions.ts";
import { signInAttemptsContract } from "./contract/sign-in-attempts.ts";
import { userSessionsContract } from "./contract/user-sessions.ts";
import { LIFETIMES, type OpenState } from "./open-state.ts";

/** What each subject of the contract works with. */
export interface Bench {
  /** The state that all tests share; each test has carts and sessions of its own. */
  state(): OpenState;
  /** Another state, which the test closes. */
  open(lifetimes: Partial<Lifetimes>): Promise<OpenState>;
}

/** What every implementation of State promises, together with the session store on top of it. */
export function stateContract(name: string, openState: (lifetimes: Lifetimes) => Promise<OpenState>) {
  describe(`state contract: ${name}`, () => {
    let shared: OpenState;
    beforeAll(async () => {
      shared = await openState(LIFETIMES);
    });
    afterAll(() => shared.close());
    const bench: Bench = {
      state: () => shared,
      open: (lifetimes) => openState({ ...LIFETIMES, ...lifetimes }),
    };

    sessionsContract(bench);
    userSessionsContract(bench);
    signInAttemptsContract(bench);
    cartsContract(bench);
    cartOwnerContract(bench);
    idempotencyKeysContract(bench);
    ordersContract(bench);
    expiryContract(bench);
  });
}
