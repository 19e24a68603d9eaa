import { batch, signal } from "@preact/signals";
import type { Chapter, Recording } from "../../wire/recording.ts";
import { connection } from "../live/connection.ts";
import { marksOf } from "./marks.ts";
import { player } from "./player.ts";

/** The recording that the page plays; null until it is loaded. */
export const recording = signal<Recording | null>(null);
/** The moment that is shown, in seconds from the beginning, to a tenth. */
export const position = signal(0);
/** What a viewer can skip to. */
export const marks = signal<readonly Chapter[]>([]);

/** Shows the beginning of a recording, paused. */
export function load(loaded: Recording): void {
  connection.value = "none";
  recording.value = loaded;
  marks.value = marksOf(loaded);
  player.pause();
  seek(0);
}

/** Length of the recording in seconds. */
export const duration = (): number => (recording.value?.frames.at(-1)?.at ?? 0) / 1000;

/** Shows a moment, in seconds from the beginning; keeps playing if it was. */
export function seek(seconds: number): void {
  const time = Math.min(Math.max(seconds, 0), duration());
  batch(() => {
    player.setUpcoming(recording.value?.frames ?? []);
    player.skipTo(time * 1000);
    notePosition();
  });
}

/** Plays or pauses. At the end it plays from the beginning. */
export function toggle(): void {
  if (position.value >= duration()) seek(0);
  player.toggle();
}

/** Keeps showing the recording while it plays. */
export function followRecording(): void {
  const follow = () => {
    player.advance();
    if (player.isPlaying.value && player.now() >= duration() * 1000) player.pause();
    notePosition();
    requestAnimationFrame(follow);
  };
  requestAnimationFrame(follow);
}

function notePosition(): void {
  position.value = Math.min(Math.round(player.now() / 100) / 10, duration());
}
