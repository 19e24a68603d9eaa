import { bug } from "./bug.ts";
import { deadRedis } from "./dead-redis.ts";
import { deadServer } from "./dead-server.ts";
import { pinnedByAddress } from "./pinned-by-address.ts";
import { pinnedByCookie } from "./pinned-by-cookie.ts";
import type { Step } from "./step.ts";
import { unevenLoad } from "./uneven-load.ts";

/** The tour's steps, in order. */
export const STEPS: readonly Step[] = [
  bug,
  pinnedByCookie,
  pinnedByAddress,
  unevenLoad,
  deadServer,
  deadRedis,
];
