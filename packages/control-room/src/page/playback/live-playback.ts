import { signal } from "@preact/signals";
import type { Snapshot, Update } from "../../wire/live.ts";
import { player } from "./player.ts";

/** A page that is further behind skips what it has missed, since it must not keep frames for ever. */
export const MAX_BEHIND_MS = 3 * 60_000;

/** How far what is shown is behind the server, in whole seconds. */
export const secondsBehind = signal(0);

/** Shows what the server sent, at once or, while the page is behind, when its time has come. */
export function receive(event: { readonly snapshot: Snapshot } | { readonly update: Update }): void {
  player.add({ at: performance.now(), ...event });
  const { end } = player;
  if (end !== null && end - player.now() > MAX_BEHIND_MS) player.collapse();
}

/** Skips to what happens now. */
export function backToLive(): void {
  player.setSpeed(1);
  player.skipTo(performance.now());
  player.play();
}

/** Keeps showing what the server sent while the page is behind. */
export function followServer(): void {
  const follow = () => {
    player.advance();
    secondsBehind.value = Math.floor((performance.now() - player.now()) / 1000);
    requestAnimationFrame(follow);
  };
  requestAnimationFrame(follow);
}
