import { ask, get } from "./ask.ts";

/** Where nginx reports the generation of the files that it has loaded, so that the end of a reload can be seen. */
const PATH = "/.lab/generation";

/** For nginx's server block. */
export const generationLocation = (generation: string): string =>
  `location = ${PATH} { access_log off; return 200 "${generation}"; }\n`;

/** The generation that the nginx on this port has loaded; null where none answers, or the lab did not start it. */
export const generationOf = (port: number): Promise<string | null> => ask(urlOn(port));

/** Whether an nginx answers on this port, with whatever status. */
export const nginxAnswers = (port: number): Promise<boolean> =>
  get(urlOn(port)).then(
    () => true,
    () => false,
  );

const urlOn = (port: number) => `http://127.0.0.1:${port}${PATH}`;
