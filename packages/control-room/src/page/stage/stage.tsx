import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { fullLoad } from "../diagram/load-bar.ts";
import { sides } from "../live/live-state.ts";
import { isPresenting } from "../presenter/presenter.ts";
import { PresenterBar } from "../presenter/presenter-bar.tsx";
import { Side } from "../side/side.tsx";
import { Legend } from "./legend.tsx";
import { OutcomeLine } from "./outcome-line.tsx";
import { SideSwitch, sideInView } from "./side-switch.tsx";

/** The sides with their scores, side by side, what came of the last action, and the children. A narrow window shows one side at a time. */
export function Stage({ children }: { children: ComponentChildren }) {
  const stage = useRef<HTMLElement>(null);
  // the button that opened presenter mode is gone
  useEffect(() => {
    if (isPresenting.value) stage.current?.focus();
  }, [isPresenting.value]);
  const shown = sides.value;
  return (
    <section class="stage" aria-label="Stage" tabIndex={-1} ref={stage}>
      {shown.length > 1 && <SideSwitch />}
      <div class={`sides of-${shown.length}`} data-in-view={sideInView.value}>
        {shown.map((side, index) => (
          <Side key={index} side={side} index={index} fullLoad={fullLoad(shown)} />
        ))}
      </div>
      <footer class="stage-foot">
        <OutcomeLine />
        {isPresenting.value ? <PresenterBar /> : <Legend />}
      </footer>
      {children}
    </section>
  );
}
