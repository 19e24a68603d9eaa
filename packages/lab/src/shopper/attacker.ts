import { connect, type Socket } from "node:net";
import { Agent, request } from "undici";
import type { ClientAddress } from "../runtime/runtime.ts";

export interface AttackerOptions {
  /** Where customers find the shop. */
  readonly url: string;
  readonly address: string;
  readonly clientAddress: ClientAddress;
  /** The account whose password is guessed. */
  readonly victim: string;
}

/** Requests that are under way at the same time, of each kind. */
const AT_ONCE = 4;
const SLOW_SOCKETS = 1000;
/** Milliseconds after which a slow socket sends another byte, so that it is held for as long as can be. */
const TRICKLE = 2000;

/**
 * Somebody who means harm, at one address, for as long as `until` runs: floods the shop with new carts, guesses a customer's password and
 * holds sockets. Resolves with how many requests got each status.
 */
export async function attack(
  options: AttackerOptions,
  until: Promise<unknown>,
): Promise<Map<number, number>> {
  const statuses = new Map<number, number>();
  const agent = new Agent({
    pipelining: 0,
    ...(options.clientAddress.by === "source" && { localAddress: options.address }),
  });
  let isOver = false;
  const ended = until.finally(() => {
    isOver = true;
  });
  const again = async (ask: () => Promise<number>) => {
    while (!isOver) {
      const status = await ask().catch(() => 0);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  };
  const post = (path: string, body: object) => send(options, agent, path, body);
  const flood = () => post("/cart/items", { sku: "abacus" });
  let guesses = 0;
  const guess = () => post("/login", { username: options.victim, password: `guess ${guesses++}` });
  const slow = holdSockets(options);
  const crowd = [flood, guess].flatMap((ask) => Array.from({ length: AT_ONCE }, () => again(ask)));
  try {
    await Promise.all([ended, ...crowd]);
  } finally {
    slow.release();
    await agent.destroy();
  }
  return statuses;
}

async function send(
  { url, clientAddress, address }: AttackerOptions,
  agent: Agent,
  path: string,
  body: object,
) {
  const response = await request(new URL(path, url.replace("//localhost", "//127.0.0.1")), {
    method: "POST",
    dispatcher: agent,
    headers: {
      accept: "application/json",
      "content-type": "application/json",
      ...(clientAddress.by === "header" && { [clientAddress.header]: address }),
    },
    body: JSON.stringify(body),
  });
  await response.body.dump();
  return response.statusCode;
}

/** Connections whose request never ends. One that is closed is opened again. */
function holdSockets({ url, clientAddress, address }: AttackerOptions) {
  const { port } = new URL(url);
  const from = clientAddress.by === "source" ? { localAddress: address } : {};
  const open = (): Socket => {
    const socket = connect({ port: Number(port), host: "127.0.0.1", ...from });
    socket.on("error", () => {}).write("GET / HTTP/1.1\r\nhost: localhost\r\n");
    return socket;
  };
  let sockets = Array.from({ length: SLOW_SOCKETS }, open);
  const trickle = setInterval(() => {
    sockets = sockets.map((socket) => (socket.destroyed ? open() : socket));
    for (const socket of sockets) socket.write("x: y\r\n");
  }, TRICKLE);
  return {
    release: () => {
      clearInterval(trickle);
      for (const socket of sockets) socket.destroy();
    },
  };
}
