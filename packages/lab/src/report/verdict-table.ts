import type { ExperimentVerdict, Verdict } from "../engine/verdict.ts";
import { style } from "../terminal-style.ts";
import { table } from "./table.ts";

const MARKS: Record<Verdict, string> = {
  passed: style.good("✓"),
  deviated: style.bad("✗"),
  inconclusive: style.doubtful("?"),
};

/** A row an arm: what was predicted beside what was seen. An experiment's name and verdict stand in its first row. */
export function verdictTable(verdicts: readonly ExperimentVerdict[]): string {
  const rows = verdicts.flatMap(({ experiment, verdict, why, arms }) => {
    const about = arms.map(({ arm, role, predicted, observed }, i) => [
      i === 0 ? MARKS[verdict] : "",
      i === 0 ? experiment : "",
      role === "control" ? `${arm} (control)` : arm,
      predicted,
      observed,
    ]);
    return [
      ...(about.length > 0 ? about : [[MARKS[verdict], experiment]]),
      ...(why ? [["", "", `→ ${why}`]] : []),
    ];
  });
  return table([["", "experiment", "scenario", "predicted", "observed"], ...rows]);
}
