import * as Plot from "@observablehq/plot";
import { median, percentile } from "@shop/lab/statistics.ts";
import { parseHTML } from "linkedom";
import { CONTESTANTS, SHOP_MEMORY, SHOP_REDIS } from "./contestants.ts";
import { nameOf, type Slice } from "./measure.ts";

const OURS = new Set([SHOP_REDIS.name, SHOP_MEMORY.name]);
const KINDS = [
  { kind: "get", title: "A look into the cart" },
  { kind: "change", title: "A change of the cart" },
] as const;

/** Colours for light and dark pages, wherever the picture is shown. */
const STYLE = `
  .bench { color: #1f2328; background: transparent; font: 14px system-ui, sans-serif }
  .bench .ours { fill: #0a7d55 } .bench .others { fill: #8a94a0 } .bench .range { stroke: #1f2328 }
  @media (prefers-color-scheme: dark) {
    .bench { color: #e6edf3 }
    .bench .ours { fill: #2fbf8a } .bench .others { fill: #768390 } .bench .range { stroke: #e6edf3 }
  }
`;

/** An SVG: the CPU time of a replica for each request through nginx. Bars are medians of all slices, lines their middle half. */
export function plot(slices: Record<string, Slice[]>): string {
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  const bars = KINDS.flatMap(({ kind, title }) =>
    CONTESTANTS.map(({ name, label }) => {
      const times = (slices[nameOf(name, "nginx", kind)] ?? []).map(({ cpu }) => cpu.replicas);
      const [low, high] = [percentile(times, 0.25), percentile(times, 0.75)];
      return { label, title, isOurs: OURS.has(name), time: median(times), low, high };
    }),
  );
  const of = (isOurs: boolean) => bars.filter((bar) => bar.isOurs === isOurs);
  const svg = Plot.plot({
    document,
    className: "bench",
    width: 860,
    height: 460,
    marginLeft: 240,
    marginTop: 44,
    marginBottom: 50,
    x: {
      label: "microseconds of CPU time a request, through nginx",
      grid: true,
      insetRight: 40,
      labelOffset: 44,
    },
    y: { label: null, domain: CONTESTANTS.map(({ label }) => label) },
    fy: { label: null, domain: KINDS.map(({ title }) => title), axis: null, padding: 0.2 },
    marks: [
      Plot.text(KINDS, {
        fy: "title",
        text: "title",
        frameAnchor: "top-left",
        dx: -240,
        dy: -18,
        fontWeight: 600,
      }),
      Plot.barX(of(true), { x: "time", y: "label", fy: "title", className: "ours", fill: null }),
      Plot.barX(of(false), { x: "time", y: "label", fy: "title", className: "others", fill: null }),
      Plot.ruleY(bars, { x1: "low", x2: "high", y: "label", fy: "title", className: "range", stroke: null }),
      Plot.text(bars, {
        x: "high",
        y: "label",
        fy: "title",
        text: ({ time }) => time.toFixed(0),
        textAnchor: "start",
        dx: 8,
        fill: "currentColor",
      }),
    ],
  });
  svg.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const style = document.createElement("style");
  style.textContent = STYLE;
  svg.append(style);
  return svg.outerHTML;
}
