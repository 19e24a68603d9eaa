/** Where an app keeps its state. */
export type StateKind = "memory" | "redis";
