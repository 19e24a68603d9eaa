import type { ExperimentVerdict, Verdict } from "../engine/verdict.ts";
import { style } from "../terminal-style.ts";
import { table } from "./table.ts";

const MARKS: Record<Verdict, string> = {
  passed: style.good("✓"),
  deviated: style.bad("✗"),
  inconclusive: style.doubtful("?"),
};

/** A row for each arm, with prediction beside observation. An experiment's name and verdict are in its first row. */
export function verdictTable(verdicts: readonly ExperimentVerdict[]): string {
  const rows = verdicts.flatMap(({ experiment, verdict, why, arms, leftOut }) => {
    const about = arms.map(({ arm, role, predicted, observed }, i) => [
      i === 0 ? MARKS[verdict] : "",
      i === 0 ? experiment : "",
      role === "control" ? `${arm} (control)` : arm,
      predicted,
      observed,
    ]);
    return [
      ...(about.length > 0 ? about : [[MARKS[verdict], experiment]]),
      ...(leftOut ? [["", "", `and ${leftOut.length} more without --quick`]] : []),
      ...(why ? [["", "", `→ ${why}`]] : []),
    ];
  });
  return table([["", "experiment", "scenario", "predicted", "observed"], ...rows]);
}
