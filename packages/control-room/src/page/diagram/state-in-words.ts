import type { MemberState } from "@shop/lab/runtime/runtime.ts";

/** The state of a member as the page words it. */
export const stateInWords = (state: MemberState): string => (state === "starting" ? "not ready" : state);
