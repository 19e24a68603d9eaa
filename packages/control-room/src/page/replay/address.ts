import { effect } from "@preact/signals";
import { player } from "../playback/player.ts";
import { position, seek } from "../playback/recorded-playback.ts";

/** Browsers refuse to change the address more often. */
const ADDRESS_DELAY_MS = 500;

/**
 * Shows the moment that the address names, as in `#t=42`, now and when it changes, and names the moment that the user pauses at.
 * Returns whether the address names one now.
 */
export function followAddress(): boolean {
  const show = () => {
    const seconds = momentInAddress();
    if (seconds === null) return false;
    player.pause();
    seek(seconds);
    return true;
  };
  const isAtMoment = show();
  addEventListener("hashchange", show);
  effect(() => {
    const address = `#t=${position}`;
    if (player.isPlaying.value || position.value === 0) return;
    const timer = setTimeout(() => history.replaceState(null, "", address), ADDRESS_DELAY_MS);
    return () => clearTimeout(timer);
  });
  return isAtMoment;
}

function momentInAddress(): number | null {
  const seconds = /^#t=(\d+(?:\.\d+)?)$/.exec(location.hash)?.[1];
  return seconds === undefined ? null : Number(seconds);
}
