import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ROOT } from "@shop/lab/paths.ts";
import { median } from "@shop/lab/statistics.ts";
import { demoAccounts, OFFERED } from "@shop/shop/demo/accounts";
import type { Slice } from "../measure.ts";

/** A look into the cart, or a change of a line. */
export type Kind = "get" | "change";
export type Via = "direct" | "nginx";

/** What scripts/bench measured for one replica: medians over its slices. */
export interface Measured {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly latency: { readonly p50: number; readonly p99: number };
  /** Microseconds of CPU time for each request. */
  readonly cpu: Slice["cpu"];
}

const readBench = async () => JSON.parse(await readFile(join(ROOT, "docs", "bench.json"), "utf8"));

/** What Redis needs for a session, its place in the user's list and a cart of five. */
export async function readBytesPerCustomer(): Promise<number> {
  const { rows } = await readBench();
  return rows.find(({ unit }: { unit: string }) => unit === "bytes").value.median;
}

/** The figures of docs/bench.json for shop-redis. */
export async function readMeasured(): Promise<(via: Via, kind: Kind) => Measured> {
  const { slices } = await readBench();
  return (via, kind) => {
    const own: Slice[] = slices[`shop-redis ${via} ${kind}`];
    const of = (figure: (slice: Slice) => number) => median(own.map(figure));
    return {
      perSecond: of((slice) => slice.perSecond),
      latency: { p50: of(({ latency }) => latency.p50), p99: of(({ latency }) => latency.p99) },
      cpu: {
        replicas: of(({ cpu }) => cpu.replicas),
        nginx: of(({ cpu }) => cpu.nginx),
        redis: of(({ cpu }) => cpu.redis),
        generator: of(({ cpu }) => cpu.generator),
      },
    };
  };
}

/** Microseconds of CPU time that checking a password takes here and now: scripts/bench signs in only to begin. */
export async function measureSignIn(): Promise<number> {
  const [{ username, password } = { username: "", password: "" }] = OFFERED;
  const times: number[] = [];
  for (let n = 0; n < 20; n++) {
    const begun = process.cpuUsage();
    if (!(await demoAccounts.verify(username, password))) throw new Error("The demo's password is wrong.");
    const { user, system } = process.cpuUsage(begun);
    times.push(user + system);
  }
  return median(times);
}
