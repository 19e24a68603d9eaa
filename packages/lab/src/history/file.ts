import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { EXIT, LabError } from "../errors.ts";
import type { Act, HistoryEvent, Polls, Sample } from "./history.ts";

/** The first line of a history file: what was run, and how. */
interface RunHeader {
  readonly experiment: string;
  readonly seed: number;
  readonly quick: boolean;
  readonly runtime: string;
  /** ISO 8601. */
  readonly began: string;
}

/** What was recorded of one arm: the part of a History that a verdict needs. */
export interface ArmHistory {
  readonly events: readonly HistoryEvent[];
  readonly acts: readonly Act[];
  readonly samples: readonly Sample[];
  /** Absent where nothing was polled. */
  readonly polls?: readonly Polls[];
}

/** A whole experiment as it was recorded, arm by arm. */
export interface ExperimentHistory {
  readonly header: RunHeader;
  readonly arms: ReadonlyMap<string, ArmHistory>;
}

type Line =
  | ({ readonly kind: "run" } & RunHeader)
  | { readonly kind: "arm"; readonly arm: string }
  | ({ readonly kind: "request"; readonly arm: string } & HistoryEvent)
  | ({ readonly kind: "act"; readonly arm: string } & Act)
  | ({ readonly kind: "sample"; readonly arm: string } & Sample)
  | ({ readonly kind: "polls"; readonly arm: string } & Polls);

/** Writes a history as JSON lines: the header, then each arm with all that happened in it. */
export async function writeHistory(path: string, { header, arms }: ExperimentHistory): Promise<void> {
  const lines: Line[] = [{ kind: "run", ...header }];
  for (const [arm, { events, acts, samples, polls = [] }] of arms) {
    lines.push({ kind: "arm", arm });
    for (const event of events) lines.push({ kind: "request", arm, ...event });
    for (const act of acts) lines.push({ kind: "act", arm, ...act });
    for (const sample of samples) lines.push({ kind: "sample", arm, ...sample });
    for (const some of polls) lines.push({ kind: "polls", arm, ...some });
  }
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
}

/** Reads what `writeHistory` wrote. Throws a LabError that names the line that cannot be read. */
export async function readHistory(path: string): Promise<ExperimentHistory> {
  const text = await readFile(path, "utf8").catch((error: Error) => {
    throw new LabError(`The history cannot be read: ${error.message}`, undefined, EXIT.usage);
  });
  const lines = text
    .split("\n")
    .filter(Boolean)
    .map((line, i) => parseLine(line, `${path}:${i + 1}`));
  const [first, ...rest] = lines;
  if (first?.kind !== "run")
    throw new LabError(`${path} does not begin like a history.`, undefined, EXIT.usage);
  const { kind: _kind, ...header } = first;
  const arms = new Map<string, { events: HistoryEvent[]; acts: Act[]; samples: Sample[]; polls: Polls[] }>();
  for (const line of rest) {
    if (line.kind === "run") continue;
    const arm = arms.getOrInsert(line.arm, { events: [], acts: [], samples: [], polls: [] });
    if (line.kind === "request") arm.events.push(line);
    if (line.kind === "act") arm.acts.push(line);
    if (line.kind === "sample") arm.samples.push(line);
    if (line.kind === "polls") arm.polls.push(line);
  }
  return { header, arms };
}

function parseLine(text: string, where: string): Line {
  try {
    return JSON.parse(text) as Line;
  } catch {
    throw new LabError(`${where} is not JSON.`, "Was the file cut off?", EXIT.usage);
  }
}
