import { witnessKey } from "../keys.ts";

/** What WAIT needs of a client: commands that travel together on one connection. */
interface Client {
  multi(): Pipeline;
}

interface Pipeline {
  eval(script: string, options: { keys: string[] }): Pipeline;
  wait(replicas: number, milliseconds: number): Pipeline;
  execAsPipeline(): Promise<unknown[]>;
}

/**
 * WAIT is about writes of its own connection (https://redis.io/docs/latest/commands/wait/), but an answer that was remembered for an
 * idempotency key writes nothing, and the connection may be a new one: so a write of our own comes before it. It is allowed on a full
 * Redis, as signing out is.
 */
const WITNESS = "#!lua flags=allow-oom\nreturn redis.call('SET', KEYS[1], '', 'EX', 1)";

/** How many replicas have all that the key's master has. Resolves when `wanted` have, or after `milliseconds`. */
export async function countReplicas(
  client: object,
  key: string,
  wanted: number,
  milliseconds: number,
): Promise<number> {
  const pipeline = (client as Client).multi().eval(WITNESS, { keys: [witnessKey(key)] });
  const [, replicas] = await pipeline.wait(wanted, milliseconds).execAsPipeline();
  return Number(replicas);
}
