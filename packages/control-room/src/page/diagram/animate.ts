import { followed } from "../follow/followed.ts";
import type { SideView } from "../live/live-state.ts";
import { type Palette, watchPalette } from "../palette.ts";
import { player } from "../playback/player.ts";
import { type Background, drawScene } from "./draw.ts";
import type { Layout } from "./layout.ts";
import { measureLayout, unitPx } from "./measure-layout.ts";
import type { Scene } from "./scene.ts";

/** Draws a scene onto the canvas in the diagram, frame by frame. `side` returns the present side. Returns a function that stops it. */
export function animate(diagram: HTMLElement, scene: Scene, side: () => SideView): () => void {
  const canvas = diagram.querySelector("canvas") as HTMLCanvasElement;
  const context = canvas.getContext("2d") as CanvasRenderingContext2D;
  let palette: Palette | null = null;
  let layout: Layout = measureLayout(diagram);
  let frame = 0;

  const fit = () => {
    layout = measureLayout(diagram);
    const density = devicePixelRatio * unitPx();
    canvas.width = Math.round(layout.width * density);
    canvas.height = Math.round(layout.height * density);
    context.setTransform(density, 0, 0, density, 0, 0);
  };
  const draw = () => {
    frame = requestAnimationFrame(draw);
    // this side is not the one in view
    if (layout.width === 0) return;
    const now = player.now();
    const shown = side();
    if (layout.replicas.size !== replicasIn(shown)) fit();
    scene.advance(now, shown.statistics.customers, layout);
    if (palette) drawScene(context, scene, backgroundOf(shown, layout), palette);
  };

  const resizing = new ResizeObserver(fit);
  resizing.observe(diagram);
  const unsubscribe = watchPalette((current) => {
    palette = current;
  });
  fit();
  frame = requestAnimationFrame(draw);
  return () => {
    cancelAnimationFrame(frame);
    resizing.disconnect();
    unsubscribe();
  };
}

const replicasIn = ({ members }: SideView) => members.filter(({ role }) => role === "replica").length;

function backgroundOf({ members, statistics }: SideView, layout: Layout): Background {
  const unready = new Set(members.filter(({ state }) => state !== "ready").map(({ name }) => name));
  return { layout, unready, cartsLost: statistics.cartsLost, followed: followed.value };
}
