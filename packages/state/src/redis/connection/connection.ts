import type { scripts } from "../scripts.ts";
import type { ServerClient } from "./server-client.ts";

type Command = "get" | "set" | "expire" | "del" | "hGetAll" | "zRange" | "scan" | "evalSha" | "eval";

/** What the stores use of node-redis, the same for one server, Sentinel and Cluster, with the shop's scripts as methods. */
export type Redis = Pick<ServerClient, Command | keyof typeof scripts>;

/** A connection that is reopened whenever it is lost. */
export interface RedisConnection {
  readonly redis: Redis;
  /** Why Redis, or a part of a cluster, is not reached now; null while all of it is. */
  failure(): Error | null;
  /** Why no command may be sent now; null while commands may be sent. */
  offline(): Error | null;
  /** How many replicas must have a change where no setting says so. */
  readonly defaultWait: number;
  /** Differs when the key has another master than before, as after a failover. */
  masterOf(key: string): unknown;
  /** How many replicas have all that the key's master has, when `wanted` have or `milliseconds` have passed. */
  countReplicas(key: string, wanted: number, milliseconds: number): Promise<number>;
  close(): void | Promise<void>;
}
