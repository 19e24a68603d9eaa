import { useEffect, useRef } from "preact/hooks";
import type { SideView } from "../live/live-state.ts";
import { Plot } from "./plot.ts";
import { LATENCY, type PlotDefinition, STRANGERS } from "./plot-definitions.ts";

/** The last two minutes of a side: how many customers were strangers, the latency, and the actions that were taken. */
export function Timeline({ side }: { side: SideView }) {
  return (
    <div class="timeline">
      <PlotFigure side={side} definition={STRANGERS} />
      <PlotFigure side={side} definition={LATENCY} />
    </div>
  );
}

function PlotFigure({ side, definition }: { side: SideView; definition: PlotDefinition }) {
  const element = useRef<HTMLDivElement>(null);
  const plot = useRef<Plot | null>(null);
  useEffect(() => {
    plot.current = new Plot(element.current as HTMLDivElement, definition);
    return () => plot.current?.remove();
  }, [definition]);
  const latest = side.points.at(-1)?.time;
  useEffect(() => plot.current?.show(side), [latest, side.annotations.length]);
  const { title, lines } = definition;
  return (
    <figure>
      <figcaption>
        {title}
        {lines.length > 1 &&
          lines.map(({ name, colour }) => (
            <span key={name} class="key">
              <i class={`line is-${colour}`} /> {name}
            </span>
          ))}
      </figcaption>
      <div class="plot" ref={element} aria-hidden="true" />
    </figure>
  );
}
