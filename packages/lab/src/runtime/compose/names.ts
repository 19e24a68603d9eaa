import { createHash } from "node:crypto";
import { realpathSync } from "node:fs";
import { ROOT } from "../../paths.ts";

/** This checkout, by its path without symbolic links. */
export const CHECKOUT = realpathSync(ROOT);

/** The lab's Compose project: each checkout has its own, so that none touches what another one started. */
export const labProjectOf = (checkout: string): string =>
  `sticky-or-shared-${createHash("sha256").update(checkout).digest("hex").slice(0, 8)}`;

export const LAB_PROJECT = labProjectOf(CHECKOUT);

/** The project of the deployment in a slot. */
export const projectInSlot = (slot: number): string =>
  slot === 0 ? LAB_PROJECT : `${LAB_PROJECT}-slot-${slot}`;
