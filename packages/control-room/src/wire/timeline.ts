import type { Statistics } from "./side.ts";

/** How far back the timeline goes, in seconds. */
export const TIMELINE_SECONDS = 120;

/** The statistics of a side at the end of one second. */
export interface TimelinePoint extends Pick<Statistics, "customers" | "strangers" | "p50" | "p99"> {
  /** Unix time in seconds, with fractions. */
  readonly time: number;
  /** Requests that failed since the previous point, by how they failed. */
  readonly unavailablePerSecond: number;
  readonly unreachablePerSecond: number;
}

/** An action that was taken, as the timeline shows it. */
export interface Annotation {
  /** Of the action, from 1. An action on both sides has the same number on both. */
  readonly number: number;
  /** Unix time in seconds, with fractions. */
  readonly time: number;
  readonly text: string;
}
