import type { Random } from "@shop/lab/engine/random.ts";
import { chanceOf } from "./chance.ts";
import { type Expectation, FAULTS, type Fault } from "./faults.ts";
import { bytesOf } from "./request.ts";

/** Bytes to send to a server over a connection of their own, and which answers are right. */
export interface BadRequest {
  /** The name of its fault, for messages. */
  readonly fault: string;
  readonly bytes: Buffer;
  readonly expects: Expectation;
}

/** A customer whose cookies every third bad request carries. */
export interface Bystander {
  readonly cookie: string;
}

/** Endless bad requests, each with a random fault. */
export function* badRequests(random: Random, bystander: Bystander): Generator<BadRequest, never> {
  const chance = chanceOf(random);
  const names = Object.keys(FAULTS);
  for (;;) {
    const fault = chance.pick(names);
    const { expects, ...request } = (FAULTS[fault] as Fault)(chance);
    const inTheirName =
      random.int(0, 2) === 0 && !request.headers?.some((header) => header.startsWith("cookie:"));
    yield { fault, expects, bytes: bytesOf(request, inTheirName ? [`cookie: ${bystander.cookie}`] : []) };
  }
}
