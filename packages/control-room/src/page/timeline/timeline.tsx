import { useEffect, useMemo, useRef } from "preact/hooks";
import { type SideView, sides } from "../live/live-state.ts";
import { Plot } from "./plot.ts";
import { PLOTS, type PlotDefinition } from "./plot-definitions.ts";
import { summaryOf } from "./summary.ts";

/** A screen reader would start anew with each change, so the summaries change no more often than this. */
const SUMMARY_SECONDS = 10;

/** The last two minutes of a side: how many customers were strangers, which requests failed, the latency, and the actions. */
export function Timeline({ side }: { side: SideView }) {
  return (
    <div class="timeline">
      {PLOTS.map((definition) => (
        <PlotFigure key={definition.title} side={side} definition={definition} />
      ))}
    </div>
  );
}

function PlotFigure({ side, definition }: { side: SideView; definition: PlotDefinition }) {
  const element = useRef<HTMLDivElement>(null);
  const plot = useRef<Plot | null>(null);
  const { points, annotations } = side;
  useEffect(() => {
    plot.current = new Plot(element.current as HTMLDivElement, definition);
    return () => plot.current?.remove();
  }, [definition]);
  const latest = points.at(-1)?.time ?? 0;
  useEffect(() => {
    const pointsOfAllSides = sides.value.flatMap((each) => each.points);
    plot.current?.show({ points, annotations, pointsOfAllSides });
  }, [latest, annotations.length]);
  const summary = useMemo(
    () => summaryOf(definition, points),
    [definition, Math.floor(latest / SUMMARY_SECONDS)],
  );
  return (
    <figure>
      <figcaption>{definition.title}</figcaption>
      <div class="plot" ref={element} role="img" aria-label={summary} />
    </figure>
  );
}
