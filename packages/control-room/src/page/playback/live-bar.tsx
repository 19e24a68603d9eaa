import { backToLive, secondsBehind } from "./live-playback.ts";
import { PlaybackBar } from "./playback-bar.tsx";
import { player } from "./player.ts";

/** Pauses and slows down what the server sends, and says how far the page is behind. */
export function LiveBar() {
  const isLive = player.isPlaying.value && player.speed.value === 1 && secondsBehind.value === 0;
  return (
    <PlaybackBar onToggle={() => player.toggle()}>
      <p class="playback-time">
        {isLive ? "Live" : `${player.isPlaying.value ? "" : "Paused, "}${secondsBehind} s behind`}
      </p>
      <button type="button" class="plain" aria-disabled={isLive} onClick={backToLive}>
        Back to live
      </button>
    </PlaybackBar>
  );
}
