import { signal } from "@preact/signals";
import type { Snapshot } from "../../wire/live.ts";
import type { Frame } from "../../wire/recording.ts";
import { applySnapshot, applyUpdate, shownSnapshot } from "../live/live-state.ts";
import { withUpdate } from "../live/with-update.ts";
import { Clock } from "./clock.ts";

/** Milliseconds of the player's clock in one of real time. */
export type Speed = 1 | 0.5;

/** A skip applies the last frames one by one, so that the dots are seen on their way. */
const SHOWN_ONE_BY_ONE_MS = 1000;
/** A longer time without frames is skipped. */
const MAX_GAP_MS = 2000;

/** Shows frames when their time has come. Everything that moves on the page goes by the player's clock. */
export class Player {
  readonly isPlaying = signal(true);
  readonly speed = signal<Speed>(1);
  readonly #clock = new Clock();
  #upcoming: Frame[] = [];

  now(): number {
    return this.#clock.now();
  }

  /** When the last frame that waits is to be shown; null if none waits. */
  get end(): number | null {
    return this.#upcoming.at(-1)?.at ?? null;
  }

  /** Adds a frame, which is not earlier than those before it. */
  add(frame: Frame): void {
    this.#upcoming.push(frame);
    this.advance();
  }

  /** Replaces the frames that wait. */
  setUpcoming(frames: readonly Frame[]): void {
    this.#upcoming = [...frames];
  }

  play(): void {
    this.#clock.start();
    this.isPlaying.value = true;
  }

  pause(): void {
    this.#clock.stop();
    this.isPlaying.value = false;
  }

  toggle(): void {
    if (this.isPlaying.value) this.pause();
    else this.play();
  }

  setSpeed(speed: Speed): void {
    this.#clock.setSpeed(speed);
    this.speed.value = speed;
  }

  /** Pauses and shows the next frame. */
  step(): void {
    this.pause();
    const next = this.#upcoming[0];
    if (!next) return;
    this.#clock.moveTo(next.at);
    this.advance();
  }

  /** Shows the frames whose time has come. */
  advance(): void {
    const next = this.#upcoming[0];
    if (this.isPlaying.value && next && next.at - this.now() > MAX_GAP_MS) this.#clock.moveTo(next.at);
    for (const frame of this.#takeUntil(this.now())) show(frame);
  }

  /** Moves on to a time, without showing the way there. */
  skipTo(time: number): void {
    const skipped = sumUp(this.#takeUntil(time - SHOWN_ONE_BY_ONE_MS), shownSnapshot());
    if (skipped) applySnapshot(skipped);
    for (const frame of this.#takeUntil(time)) {
      this.#clock.moveTo(frame.at);
      show(frame);
    }
    this.#clock.moveTo(time);
  }

  /** Replaces the frames that wait by one snapshot with the same outcome. */
  collapse(): void {
    const { end } = this;
    const snapshot = sumUp(this.#upcoming, shownSnapshot());
    if (end !== null && snapshot) this.#upcoming = [{ at: end, snapshot }];
  }

  #takeUntil(time: number): Frame[] {
    const later = this.#upcoming.findIndex(({ at }) => at > time);
    return this.#upcoming.splice(0, later < 0 ? this.#upcoming.length : later);
  }
}

/** The page's only player. */
export const player = new Player();

function show(frame: Frame): void {
  if (frame.snapshot) applySnapshot(frame.snapshot);
  else applyUpdate(frame.update);
}

/** What a page that knew `before` knows after these frames; null if there are none. */
function sumUp(frames: readonly Frame[], before: Snapshot | null): Snapshot | null {
  if (frames.length === 0) return null;
  return frames.reduce<Snapshot | null>((known, frame) => {
    if (frame.snapshot) return frame.snapshot;
    return known && withUpdate(known, frame.update);
  }, before);
}
