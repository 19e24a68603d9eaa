import type { Target } from "./address.ts";

/** Milliseconds between two pings. */
export const PING_INTERVAL = 400;

/** Milliseconds to wait for the answer to a ping, or for a handshake, before connecting anew. */
export const ANSWER_TIMEOUT = 800;

/** Milliseconds between two attempts to connect, at most: a Redis that is back is found within two seconds. */
const MAX_RECONNECT_DELAY = 500;

/**
 * Options of each connection to a server, chosen for failure: a command that cannot be sent now fails now (no offline queue). The
 * socket's timeout ends a silent handshake; it does not detect silence under load, because each write restarts it.
 */
export function serverOptions({ credentials, tls }: Target) {
  return {
    ...credentials,
    // the command for it needs a permission that nothing else needs
    disableClientInfo: true,
    disableOfflineQueue: true,
    socket: {
      ...(tls && { tls }),
      connectTimeout: ANSWER_TIMEOUT,
      socketTimeout: ANSWER_TIMEOUT,
      reconnectStrategy: (tries: number) => Math.min(50 * 2 ** tries, MAX_RECONNECT_DELAY),
    },
  };
}

/** A timeout for each command would cost more than the command: `guard` bounds every wait instead. */
export const COMMAND_OPTIONS = { timeout: 0 };
