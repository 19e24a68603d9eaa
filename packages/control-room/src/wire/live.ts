import type { RuntimeName } from "@shop/lab/runtime/runtime.ts";
import type { Answer, Customer } from "./customer.ts";
import type { LastAction } from "./last-action.ts";
import type { SideStatus } from "./side.ts";
import type { Annotation, TimelinePoint } from "./timeline.ts";

/** All that a page needs which has seen nothing of a side yet. */
export interface SideSnapshot extends SideStatus {
  readonly customers: readonly Customer[];
  readonly points: readonly TimelinePoint[];
  readonly annotations: readonly Annotation[];
}

/** A side, with the answers, points and annotations since the previous update. */
export interface SideUpdate extends SideStatus {
  readonly answers: readonly Answer[];
  readonly points: readonly TimelinePoint[];
  readonly annotations: readonly Annotation[];
}

/** Data of the event `snapshot`, the first on each connection to GET /live. */
export interface Snapshot {
  readonly runtime: RuntimeName;
  readonly lastAction: LastAction | null;
  readonly sides: readonly SideSnapshot[];
}

/** Data of the event `update`, sent eight times a second. The sides are in the order of the snapshot. */
export interface Update {
  readonly lastAction: LastAction | null;
  readonly sides: readonly SideUpdate[];
}
