import type { State } from "@shop/state";
import type { SessionStore } from "./plugins/session.ts";

/** A state, and the store for its sessions. */
export type ShopState = State & { readonly sessions: SessionStore };
