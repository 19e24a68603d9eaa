import { signal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { describe } from "../../wire/action.ts";
import { dispatch } from "../controls/dispatch.ts";
import { backToLive } from "../playback/live-playback.ts";
import { focusHeading } from "./heading.tsx";
import { type Preparation, preparations } from "./preparations.ts";
import { bothSides, targetsOf } from "./progress.ts";
import type { Start } from "./steps/step.ts";

const isPreparing = signal(false);

/** Brings both sides to where a step starts, as far as that is possible. */
export async function prepare(start: Start): Promise<void> {
  // what is missing may have changed since the moment that is shown
  backToLive();
  if (!bothSides.value || isPreparing.value) return;
  isPreparing.value = true;
  for (const { action, on } of preparations(start, bothSides.value))
    if (!(await dispatch(action, targetsOf(on)))) break;
  isPreparing.value = false;
}

interface PrepareProps {
  readonly start: Start;
  readonly missing: readonly Preparation[];
}

/** Says what differs from where a step starts, with a button that changes it. */
export function Prepare({ start, missing }: PrepareProps) {
  const button = useRef<HTMLButtonElement>(null);
  // once all is prepared the button goes, and the keyboard focus must not go with it
  useLayoutEffect(
    () => () => {
      if (button.current === document.activeElement) focusHeading();
    },
    [],
  );
  const words = missing.map(
    ({ action, on }) => `${describe(action).ongoing} (state in ${on === "redis" ? "Redis" : "memory"})`,
  );
  return (
    <div class="prepare">
      <p>Not yet where this step starts. Missing: {words.join(", ")}.</p>
      <button
        ref={button}
        type="button"
        aria-disabled={isPreparing.value}
        onClick={() => void prepare(start)}
      >
        {isPreparing.value ? "Preparing …" : "Prepare this step"}
      </button>
    </div>
  );
}
