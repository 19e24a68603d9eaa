import { applySnapshot, applyUpdate, connection } from "./room.ts";

/** Milliseconds until the next try where the browser itself does not try again. */
const TRY_AGAIN = 1500;

/**
 * Follows the server's events until the server refuses the page. Each connection begins with a snapshot, so none needs another.
 */
export function connect(): void {
  const events = new EventSource("/live");
  events.addEventListener("snapshot", ({ data }) => {
    applySnapshot(JSON.parse(data));
    connection.value = "open";
  });
  events.addEventListener("update", ({ data }) => applyUpdate(JSON.parse(data)));
  events.addEventListener("error", () => {
    connection.value = connection.value === "opening" ? "opening" : "lost";
    // an answer that is not a stream of events ends it for good: another server may be there by now
    if (events.readyState === EventSource.CLOSED) setTimeout(connectAgain, TRY_AGAIN);
  });
}

/** A control room that was started anew refuses the pages of the one before; an EventSource does not tell with what status it ended. */
async function connectAgain(): Promise<void> {
  const answer = await fetch("/", { method: "HEAD", cache: "no-store" }).catch(() => null);
  if (answer?.status === 403) connection.value = "refused";
  else connect();
}
