import { table } from "@shop/lab/report/table.ts";
import { median } from "@shop/lab/statistics.ts";
import { CONTESTANTS } from "./contestants.ts";
import type { Row } from "./goals.ts";
import { nameOf, type Slice } from "./measure.ts";

type Slices = ReadonlyMap<string, Slice[]>;

const middle = (slices: readonly Slice[], pick: (slice: Slice) => number) => median(slices.map(pick));

/** CPU time of a replica for each request, a contestant a row. */
export function cpuTable(slices: Slices): string {
  const columns = (["direct", "nginx"] as const).flatMap((via) =>
    (["get", "change"] as const).map((kind) => ({ via, kind })),
  );
  const heading = [
    "CPU of the replica a request, in µs",
    ...columns.map(({ via, kind }) => `${via} ${kind}`),
  ];
  const rows = CONTESTANTS.map(({ name, label }) => [
    label,
    ...columns.map(({ via, kind }) =>
      middle(slices.get(nameOf(name, via, kind)) ?? [], ({ cpu }) => cpu.replicas).toFixed(0),
    ),
  ]);
  return table([heading, ...rows]);
}

/** Everything of each measurement: CPU of all processes, answers a second, latency. */
export function detailsTable(slices: Slices): string {
  const heading = [
    "µs of CPU a request",
    "replicas",
    "nginx",
    "redis",
    "generator",
    "req/s",
    "p50 ms",
    "p99 ms",
  ];
  const rows = [...slices].map(([name, own]) => [
    name,
    ...(["replicas", "nginx", "redis", "generator"] as const).map((process) =>
      middle(own, ({ cpu }) => cpu[process]).toFixed(0),
    ),
    middle(own, ({ perSecond }) => perSecond).toFixed(0),
    middle(own, ({ latency }) => latency.p50).toFixed(2),
    middle(own, ({ latency }) => latency.p99).toFixed(2),
  ]);
  return table([heading, ...rows]);
}

/** The goals, with what was measured and its spread (the middle half of all slices). */
export function goalsTable(rows: readonly Row[]): string {
  const body = rows.map(({ what, goal, unit, value, isMet }) => [
    isMet ? "✓" : "✗",
    what,
    goal,
    unit === "×"
      ? `${value.median.toFixed(2)} (${value.quartiles.map((quartile) => quartile.toFixed(2)).join(" to ")})`
      : `${value.median.toFixed(0)} ${unit}`,
  ]);
  return table([["", "ratio of medians of pairs", "goal", "measured (middle half)"], ...body]);
}
