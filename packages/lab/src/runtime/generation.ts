/** Where nginx reports the generation of the files that it has loaded, so that the end of a reload can be seen. */
const PATH = "/.lab/generation";

/** For nginx's server block. */
export const generationLocation = (generation: string): string =>
  `location = ${PATH} { access_log off; return 200 "${generation}"; }\n`;

/** The generation that the nginx on this port has loaded; null where none answers, or the lab did not start it. */
export async function generationOf(port: number): Promise<string | null> {
  const signal = AbortSignal.timeout(2000);
  return fetch(`http://127.0.0.1:${port}${PATH}`, { signal })
    .then((response) => (response.ok ? response.text() : null))
    .catch(() => null);
}

/** Whether an nginx answers on this port, with whatever status. */
export async function nginxAnswers(port: number): Promise<boolean> {
  const signal = AbortSignal.timeout(2000);
  return fetch(`http://127.0.0.1:${port}${PATH}`, { signal }).then(
    () => true,
    () => false,
  );
}
