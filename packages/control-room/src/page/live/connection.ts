import { signal } from "@preact/signals";
import { receive } from "../playback/live-playback.ts";

/**
 * `opening`: no snapshot yet. `open`: events come in. `lost`: they no longer do, and the page tries again. `refused`: another control
 * room runs there now, which does not know this page; it never tries again. `none`: the page shows a recording, and nothing can be done to it.
 */
export type ConnectionState = "opening" | "open" | "lost" | "refused" | "none";

/** The state of the connection to the server. */
export const connection = signal<ConnectionState>("opening");

/** Delay of the next try after the browser itself has given up. */
const RETRY_MS = 1500;

/** Receives the server's events until the server refuses the page. `origin` is the server's, as in http://127.0.0.1:8080. */
export function connect(origin: string): void {
  const events = new EventSource(new URL("/live", origin));
  events.addEventListener("snapshot", ({ data }) => {
    receive({ snapshot: JSON.parse(data) });
    connection.value = "open";
  });
  events.addEventListener("update", ({ data }) => receive({ update: JSON.parse(data) }));
  events.addEventListener("error", () => {
    if (connection.value === "open") connection.value = "lost";
    // the browser gives up when the response is not an event stream; another server may be there by now
    if (events.readyState === EventSource.CLOSED) setTimeout(() => void reconnect(origin), RETRY_MS);
  });
}

/** A new control room refuses the pages of the one before. EventSource does not report the status, so ask for it first. */
async function reconnect(origin: string): Promise<void> {
  const response = await fetch(origin, { method: "HEAD", cache: "no-store" }).catch(() => null);
  if (response?.status === 403) connection.value = "refused";
  else connect(origin);
}
