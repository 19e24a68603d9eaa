const TIMEOUT_MILLISECONDS = 2000;

/** Sends a GET request. Throws where no answer comes within two seconds. A connection that is kept would delay the server's shutdown. */
export const get = (url: string): Promise<Response> =>
  fetch(url, { headers: { connection: "close" }, signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS) });

/** The body of the answer to a GET request; null where the status is not 2xx or no answer comes. */
export async function ask(url: string): Promise<string | null> {
  return get(url)
    .then((response) => (response.ok ? response.text() : null))
    .catch(() => null);
}
