import { follow, followed } from "../follow/followed.ts";
import { unitPx } from "./measure-layout.ts";
import { nearestDot } from "./nearest-dot.ts";
import type { Dot, Scene } from "./scene.ts";

/** A click on a dot follows its customer, and a second one ends that. Returns a function that stops it. */
export function followClickedDots(diagram: HTMLElement, scene: Scene): () => void {
  const dotAt = ({ clientX, clientY, target }: MouseEvent): Dot | null => {
    // the canvas lies above the buttons and lets clicks through
    if (target instanceof Element && target.closest("button, a")) return null;
    const { left, top } = diagram.getBoundingClientRect();
    const unit = unitPx();
    return nearestDot(scene.dots.values(), { x: (clientX - left) / unit, y: (clientY - top) / unit });
  };
  const choose = (event: MouseEvent) => {
    const dot = dotAt(event);
    if (dot) follow(dot.customer === followed.value ? null : dot.customer);
  };
  const point = (event: MouseEvent) => {
    diagram.style.cursor = dotAt(event) ? "pointer" : "";
  };
  diagram.addEventListener("click", choose);
  diagram.addEventListener("pointermove", point);
  return () => {
    diagram.removeEventListener("click", choose);
    diagram.removeEventListener("pointermove", point);
  };
}
