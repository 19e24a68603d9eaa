import type { MemberStatus } from "../../wire/side.ts";

/** The state of a member as the page words it. */
export const stateInWords = (state: MemberStatus["state"]): string =>
  state === "starting" ? "not ready" : state;
