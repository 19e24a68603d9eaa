/** Where nginx tells which writing of its files it has read, so that a reload can be waited for. */
const PATH = "/.lab/generation";

/** The lines for nginx's server block. */
export const generationLocation = (generation: string): string =>
  `location = ${PATH} { access_log off; return 200 "${generation}"; }\n`;

/** The writing that the nginx on this port has read; null where none answers. */
export async function generationOf(port: number): Promise<string | null> {
  const signal = AbortSignal.timeout(2000);
  return fetch(`http://127.0.0.1:${port}${PATH}`, { signal })
    .then((response) => (response.ok ? response.text() : null))
    .catch(() => null);
}

/** Whether an nginx answers on this port, whatever it says. */
export async function nginxAnswers(port: number): Promise<boolean> {
  const signal = AbortSignal.timeout(2000);
  return fetch(`http://127.0.0.1:${port}${PATH}`, { signal }).then(
    () => true,
    () => false,
  );
}
