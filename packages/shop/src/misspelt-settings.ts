/** A variable that looks like a setting, and the setting that it is taken for. */
export interface MisspeltSetting {
  readonly name: string;
  readonly meant: string;
}

/** Settings whose names other programs use, too. A variable that looks like one of these may be meant for anybody. */
const COMMON = ["NODE_ENV", "HOST", "PORT", "REPLICA", "LOG_LEVEL"];

/** From this many letters on, a name may have two mistakes. SESSION_ID is no misspelt SESSION_IDLE. */
const LONG = 13;

/**
 * The first variable in `env` that is a misspelt setting: it is like the name of a setting that is not set, but for case, underscores
 * and one mistake (two in a long name). A mistake is a letter too many, too few, wrong, or swapped with its neighbour. Other
 * variables are none of our business, whatever they begin with: Linux sets SESSION_MANAGER, and Kubernetes REDIS_PORT.
 */
export function findMisspelt(env: NodeJS.ProcessEnv, settings: readonly string[]): MisspeltSetting | null {
  const missing = settings.filter((setting) => !COMMON.includes(setting) && env[setting] === undefined);
  for (const name of Object.keys(env).filter((name) => !settings.includes(name))) {
    const meant = missing.find((setting) => isLike(lettersOf(name), lettersOf(setting)));
    if (meant !== undefined) return { name, meant };
  }
  return null;
}

const lettersOf = (name: string) => name.toUpperCase().replaceAll("_", "");

const isLike = (name: string, setting: string) => mistakes(name, setting) <= (setting.length < LONG ? 1 : 2);

/** How many mistakes turn `a` into `b` (https://en.wikipedia.org/wiki/Damerau–Levenshtein_distance, optimal string alignment). */
function mistakes(a: string, b: string): number {
  // distances of the beginnings of `a` to all beginnings of `b`: of the one before the last, the last and this one
  let [previous, last]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  const at = (row: number[], j: number) => row[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const wrong = at(last, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwap = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwap ? at(previous, j - 2) + 1 : Number.POSITIVE_INFINITY;
      row.push(Math.min(at(last, j) + 1, at(row, j - 1) + 1, wrong, swapped));
    }
    [previous, last] = [last, row];
  }
  return at(last, b.length);
}
