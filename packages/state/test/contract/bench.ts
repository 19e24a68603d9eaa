import type { Lifetimes } from "../../src/state.ts";
import type { OpenState } from "../open-state.ts";

/** What the tests of each subject use. */
export interface Bench {
  /** The state that all tests share; each test makes its own carts and sessions. */
  state(): OpenState;
  /** A cart of the shared state, its lines as an object. */
  cart(cartId: string): Promise<{ lines: Record<string, number>; owner: string | null }>;
  /** Opens another state, which the test closes. */
  open(lifetimes: Partial<Lifetimes>): Promise<OpenState>;
}
