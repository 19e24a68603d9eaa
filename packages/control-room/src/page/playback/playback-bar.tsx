import type { ComponentChildren } from "preact";
import { player } from "./player.ts";

interface PlaybackBarProps {
  /** Plays or pauses. */
  readonly onToggle: () => void;
  readonly children: ComponentChildren;
}

/** Buttons to pause, to slow down and to go on update by update. The children stand beside them. */
export function PlaybackBar({ onToggle, children }: PlaybackBarProps) {
  const isSlow = player.speed.value < 1;
  return (
    <section class="playback" aria-label="Playback">
      <div class="playback-buttons">
        <button type="button" onClick={onToggle}>
          {player.isPlaying.value ? "Pause" : "Play"}
        </button>
        <button
          type="button"
          class="plain"
          aria-pressed={isSlow}
          onClick={() => player.setSpeed(isSlow ? 1 : 0.5)}
        >
          Half speed
        </button>
        <button type="button" class="plain" onClick={() => player.step()}>
          Step
        </button>
      </div>
      {children}
    </section>
  );
}
