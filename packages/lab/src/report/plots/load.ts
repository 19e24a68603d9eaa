import * as Plot from "@observablehq/plot";
import type { Figure } from "../../engine/experiment.ts";
import type { ArmHistory } from "../../history/file.ts";
import type { HistoryEvent } from "../../history/history.ts";
import { answersByReplica, between, growthByMember, timeOf } from "../../history/questions.ts";
import { sum } from "../../statistics.ts";
import type { Markup } from "../markup.ts";
import { readable } from "../words.ts";
import { panels } from "./figure.ts";
import type { Plotter } from "./plotter.ts";
import { type ReplicaStyle, replicasOf } from "./replicas.ts";
import { draw } from "./svg.ts";

/** The share of the frame above which a bar's words stand in the bar. */
const LONG = 0.62;

/** The part of an arm that is drawn, between two marks of its history. */
type Window = Extract<Figure, { plot: "load" }>;

/** Answers by replica, against the share that each would have if all had the same; where it was measured, CPU time too. */
export function load(window: Window): Plotter {
  return (subject) => {
    const replicas = replicasOf(subject);
    const plots = new Map<string, Markup>();
    let hasCpu = false;
    for (const { name, replicas: copies } of subject.experiment.arms) {
      const history = subject.history.arms.get(name);
      // an arm that was not steady may lack the marks, and its load says nothing
      const isSteady = subject.verdict.arms.some(({ arm, unsteady }) => arm === name && unsteady === null);
      if (!history || !isSteady) continue;
      const counts = answersByReplica(within(history, window));
      if (counts.size === 0) continue;
      const cpu = growthByMember("cpu ms", history.samples);
      hasCpu ||= cpu.size > 0;
      const there = replicas.filter(({ replica }, i) => i < copies || counts.has(replica));
      plots.set(name, bars(name, there, counts, cpu));
    }
    if (plots.size === 0) return null;
    return panels(
      subject,
      {
        title: "Who carried the load",
        caption: `Bars: answers by replica, as a share of all. The broken line is the fair share; × says how many fair shares a replica carried.${hasCpu ? " Rings: its share of the CPU time." : ""}`,
      },
      plots,
    );
  };
}

function within({ events, acts }: ArmHistory, { from, to }: Window): readonly HistoryEvent[] {
  return between(
    events,
    from === undefined ? 0 : timeOf(from, acts),
    to === undefined ? undefined : timeOf(to, acts),
  );
}

function bars(
  arm: string,
  replicas: readonly ReplicaStyle[],
  counts: ReadonlyMap<string, number>,
  cpu: ReadonlyMap<string, number>,
): Markup {
  const [total, cpuTotal] = [sum(counts.values()), sum(cpu.values())];
  const fair = 1 / replicas.length;
  const rows = replicas.map(({ replica, colour }) => {
    const share = (counts.get(replica) ?? 0) / total;
    const words = `${readable(Math.round(share * 100))} %, ×${(share / fair).toFixed(1)}`;
    // words beside a short bar begin where they do not cross the line of the fair share
    const cpuShare = cpuTotal > 0 ? (cpu.get(replica) ?? 0) / cpuTotal : Number.NaN;
    const beside = Math.max(share, fair, cpuShare || 0);
    return { replica, colour, share, words, cpuShare, beside };
  });
  const words = { y: "replica", text: "words", fontWeight: "bold" } as const;
  return draw({
    title: `${arm}: load by replica`,
    description: rows.map((row) => `${row.replica}: ${row.words} the fair share.`).join(" "),
    height: rows.length * 30 + 42,
    marginLeft: 64,
    marginRight: 20,
    marginTop: 20,
    marginBottom: 22,
    x: { domain: [0, 1] },
    y: { domain: rows.map(({ replica }) => replica), padding: 0.2 },
    marks: [
      Plot.axisX([0, 0.5, 1], {
        tickFormat: (share: number) => `${share * 100} %`,
        tickSize: 4,
        label: null,
      }),
      Plot.axisY({ tickSize: 0, label: null }),
      Plot.barX(rows, { x: "share", y: "replica", fill: "colour" }),
      Plot.ruleX([0], { stroke: "var(--ink)" }),
      Plot.ruleX([fair], { stroke: "var(--paper)", strokeWidth: 4 }),
      Plot.ruleX([fair], { stroke: "var(--ink)", strokeWidth: 1.5, strokeDasharray: "5 3" }),
      Plot.text([fair], {
        x: fair,
        text: () => "fair share",
        frameAnchor: "top",
        dy: -14,
        textAnchor: "middle",
      }),
      Plot.dot(
        rows.filter(({ cpuShare }) => cpuShare >= 0),
        { x: "cpuShare", y: "replica", r: 4.5, fill: "var(--paper)", stroke: "var(--ink)", strokeWidth: 1.8 },
      ),
      Plot.text(
        rows.filter(({ share }) => share <= LONG),
        { ...words, x: "beside", textAnchor: "start", dx: 9, fill: "var(--ink)" },
      ),
      Plot.text(
        rows.filter(({ share }) => share > LONG),
        { ...words, x: "share", textAnchor: "end", dx: -9, fill: "var(--on-replica)" },
      ),
    ],
  });
}
