import { PlaybackBar } from "../playback/playback-bar.tsx";
import { duration, marks, position, seek, toggle } from "../playback/recorded-playback.ts";
import { timeText } from "./time-text.ts";

/** Plays the recording, and skips to any moment of it. */
export function ReplayBar() {
  return (
    <PlaybackBar onToggle={toggle}>
      <p class="playback-time">
        {timeText(position.value)} / {timeText(duration())}
      </p>
      <div class="scrubber">
        <input
          type="range"
          aria-label="Moment"
          aria-valuetext={`${Math.floor(position.value)} of ${Math.floor(duration())} seconds`}
          min={0}
          max={duration()}
          step={0.1}
          value={position.value}
          onInput={({ currentTarget }) => seek(currentTarget.valueAsNumber)}
        />
        <div class="mark-lines" aria-hidden="true">
          {marks.value.map(({ at }) => (
            <i key={at} style={{ left: `${at / 10 / duration()}%` }} />
          ))}
        </div>
      </div>
    </PlaybackBar>
  );
}
