/** A recording in the folder of the replay. */
export interface Run {
  /** Of its file in the folder `runs`, and in the address: `?run=bug`. */
  readonly name: string;
  readonly title: string;
}

/** The recordings in the folder, as its page lists them. */
export const runs: readonly Run[] = JSON.parse(document.getElementById("runs")?.textContent ?? "[]");

const parameters = new URLSearchParams(location.search);

/** Whether the page is a part of an article: `?embed`. */
export const isEmbedded = parameters.has("embed");

/** The run that the address names; the first if it names none. */
export function chosenRun(): Run {
  const name = parameters.get("run");
  return runs.find((run) => run.name === name) ?? (runs[0] as Run);
}

/** The address of a run, as a relative URL. */
export const addressOf = ({ name }: Run): string => `?run=${encodeURIComponent(name)}`;
