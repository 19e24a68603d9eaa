import type { SideView } from "../live/room.ts";
import { type Inks, withInks } from "./inks.ts";
import { type Backdrop, paint } from "./paint.ts";
import { measure, type Places } from "./places.ts";
import type { Scene } from "./scene.ts";

/** Draws a scene onto the canvas of its stage, frame by frame, until the function that this gives is called. */
export function directStage(stage: HTMLElement, scene: Scene, side: () => SideView): () => void {
  const canvas = stage.querySelector("canvas") as HTMLCanvasElement;
  const pen = canvas.getContext("2d") as CanvasRenderingContext2D;
  let inks: Inks | null = null;
  let places: Places = measure(stage);
  let frame = 0;

  const fit = () => {
    places = measure(stage);
    const density = devicePixelRatio;
    canvas.width = Math.round(places.width * density);
    canvas.height = Math.round(places.height * density);
    pen.setTransform(density, 0, 0, density, 0, 0);
  };
  const draw = (now: number) => {
    frame = requestAnimationFrame(draw);
    const shown = side();
    if (places.replicas.size !== replicasIn(shown)) fit();
    scene.settle(shown.numbers.customers, places);
    scene.advance(now);
    if (inks) paint(pen, scene, backdropOf(shown, places), inks, now);
  };

  const resizing = new ResizeObserver(fit);
  resizing.observe(stage);
  const release = withInks((read) => {
    inks = read;
  });
  fit();
  frame = requestAnimationFrame(draw);
  return () => {
    cancelAnimationFrame(frame);
    resizing.disconnect();
    release();
  };
}

const replicasIn = ({ members }: SideView) => members.filter(({ role }) => role === "replica").length;

function backdropOf({ members, numbers }: SideView, places: Places): Backdrop {
  const dead = new Set(members.filter(({ state }) => state !== "ready").map(({ name }) => name));
  return { places, dead, cartsLost: numbers.cartsLost };
}
