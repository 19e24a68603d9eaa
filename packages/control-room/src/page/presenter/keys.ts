import { signal } from "@preact/signals";
import { dispatch, refuse } from "../controls/dispatch.ts";
import { selectedSides } from "../controls/target-sides.ts";
import { ongoingOn } from "../controls/waiting.ts";
import { killOrStart } from "../diagram/member-actions.ts";
import { type SideView, sides } from "../live/live-state.ts";
import { backToLive } from "../playback/live-playback.ts";
import { isPresenting, present, stopPresenting } from "./presenter.ts";

/** Whether a single key opens presenter mode. WCAG 2.1.4: people who speak to their computer must be able to switch that off. */
export const isShortcutOn = signal(true);

/** What a key presses in presenter mode: 1 to 8 a replica, R Redis; null if the key or the member does not exist. */
export function memberOfKey(key: string, targets: readonly SideView[]): string | null {
  const name = nameOf(key);
  const exists = targets.some(({ members }) => members.some((member) => member.name === name));
  return exists ? name : null;
}

function nameOf(key: string): string | null {
  if (/^[1-8]$/.test(key)) return `shop-${key}`;
  return key.toLowerCase() === "r" ? "redis" : null;
}

/** Listens to P everywhere but in fields, and in presenter mode to the other keys. */
export function listenToKeys(): void {
  document.addEventListener("keydown", (event) => {
    if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || isField(event.target)) return;
    if (isPresenting.value) pressed(event.key);
    else if (isShortcutOn.value && event.key.toLowerCase() === "p") present();
  });
}

function pressed(key: string): void {
  if (key === "Escape" || key.toLowerCase() === "p") stopPresenting();
  if (nameOf(key) === null) return;
  // whether the key kills or starts depends on what runs now, not at an earlier moment that is shown
  backToLive();
  const targets = selectedSides();
  const views = targets.map((target) => sides.value[target]).filter((side) => side !== undefined);
  const member = memberOfKey(key, views);
  if (member === null) return;
  const ongoing = ongoingOn(targets);
  if (ongoing) refuse(`please wait: ${ongoing}`);
  else void dispatch(killOrStart(member, views).action, targets);
}

/** Whether keys are for the element itself: people type there, or choose with the keyboard. */
const isField = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest("input, select, textarea, [contenteditable]") !== null;
