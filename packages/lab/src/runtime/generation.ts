import { waitUntil } from "../wait-until.ts";
import { ask, get } from "./ask.ts";

/** Where nginx reports the generation of the files that it has loaded, so that the end of a reload can be seen. */
const PATH = "/.lab/generation";

/**
 * After a reload, workers with the old configuration accept connections for another 100 ms beside those with the new one
 * (ngx_master_process_cycle in https://github.com/nginx/nginx/blob/master/src/os/unix/ngx_process_cycle.c).
 */
const OVERLAP_MS = 250;

/** For nginx's server block. */
export const generationLocation = (generation: string): string =>
  `location = ${PATH} { access_log off; return 200 "${generation}"; }\n`;

/** The generation that the nginx on this port has loaded; null where none answers, or the lab did not start it. */
export const generationOf = (port: number): Promise<string | null> => ask(urlOn(port));

/** Returns when all workers of the nginx on this port have loaded this generation. Throws a LabError with the hint after 10 seconds. */
export async function untilLoaded(port: number, generation: string, hint: string): Promise<void> {
  let onlyNewSince = Number.POSITIVE_INFINITY;
  const hasLoaded = async () => {
    const isNew = (await generationOf(port)) === generation;
    onlyNewSince = isNew ? Math.min(onlyNewSince, performance.now()) : Number.POSITIVE_INFINITY;
    return performance.now() - onlyNewSince > OVERLAP_MS;
  };
  await waitUntil("nginx to load its changed files", hasLoaded, {
    seconds: 10,
    hint,
  });
}

/** Whether an nginx answers on this port, with whatever status. */
export const nginxAnswers = (port: number): Promise<boolean> =>
  get(urlOn(port)).then(
    () => true,
    () => false,
  );

const urlOn = (port: number) => `http://127.0.0.1:${port}${PATH}`;
