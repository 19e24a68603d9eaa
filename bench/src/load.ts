import { median, percentile } from "@shop/lab/statistics.ts";
import autocannon from "autocannon";
import type { Customer } from "./customers.ts";
import { type Kind, requestOf } from "./requests.ts";

export const CONNECTIONS = 16;

/** What came back. */
export interface Load {
  /** Answers that were not right, and requests without an answer. */
  readonly wrong: number;
  readonly seconds: number;
  readonly perSecond: number;
  /** In milliseconds, from sending a request to its whole answer. */
  readonly latency: { readonly p50: number; readonly p99: number };
}

/** Sends `requests` requests over CONNECTIONS connections, each as soon as the one before is answered, and checks every answer. */
export async function load(
  url: string,
  kind: Kind,
  customers: readonly Customer[],
  requests: number,
): Promise<Load> {
  const latencies: number[] = [];
  let right = 0;
  const judge = (isRight: boolean) => {
    if (isRight) right++;
  };
  const options = {
    url,
    connections: CONNECTIONS,
    amount: requests,
    // how often it looks whether it is done, in milliseconds
    sampleInt: 20,
    requests: customers.map((customer, n) => requestOf(kind, customer, n, judge)),
  };
  const begun = performance.now();
  await new Promise<void>((resolve, reject) => {
    const run = autocannon(options, (error) => (error ? reject(error) : resolve()));
    run.on("response", (_client, _status, _bytes, milliseconds) => latencies.push(milliseconds));
  });
  const seconds = (performance.now() - begun) / 1000;
  return {
    wrong: requests - right,
    seconds,
    perSecond: requests / seconds,
    latency: { p50: median(latencies), p99: percentile(latencies, 0.99) },
  };
}
