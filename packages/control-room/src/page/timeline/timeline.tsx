import { useEffect, useRef } from "preact/hooks";
import type { SideView } from "../live/room.ts";
import { LATENCY, Plot, type PlotKind, STRANGERS } from "./plot.ts";

/** The last two minutes of a side: who was a stranger, how long answers took, and what was done. */
export function Timeline({ side }: { side: SideView }) {
  return (
    <div class="timeline">
      <Figure side={side} kind={STRANGERS} />
      <Figure side={side} kind={LATENCY} />
    </div>
  );
}

function Figure({ side, kind }: { side: SideView; kind: PlotKind }) {
  const paper = useRef<HTMLDivElement>(null);
  const plot = useRef<Plot | null>(null);
  useEffect(() => {
    plot.current = new Plot(paper.current as HTMLDivElement, kind);
    return () => plot.current?.remove();
  }, [kind]);
  const last = side.moments.at(-1)?.time;
  useEffect(() => plot.current?.show(side), [last, side.marks.length]);
  return (
    <figure>
      <figcaption>
        {kind.title}
        {kind.lines.length > 1 &&
          kind.lines.map(({ name, ink }) => (
            <span key={name} class="key">
              <i class={`line is-${ink}`} /> {name}
            </span>
          ))}
      </figcaption>
      <div class="plot" ref={paper} aria-hidden="true" />
    </figure>
  );
}
