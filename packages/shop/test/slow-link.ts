import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

/** A link to a Redis that can be made slow or broken. */
export interface SlowLink {
  readonly url: string;
  /** Milliseconds by which every answer is delayed. */
  delay: number;
  /** Answers are lost. A connection that has lost one never works again, and neither end notices. */
  isBroken: boolean;
  /** How often commands were sent while no answer was outstanding, without pings. Exact if `delay` is longer than sending takes. */
  roundTrips: number;
  close(): void;
}

/** A TCP proxy on a free loopback port to the Redis at `url`. */
export async function slowLink(url: string): Promise<SlowLink> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("error", () => socket.destroy()).on("close", () => sockets.delete(socket));
    }
    carry(near, far, link);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  const link: SlowLink = {
    url: `redis://127.0.0.1:${port}`,
    delay: 0,
    isBroken: false,
    roundTrips: 0,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
  return link;
}

const PING = "*1\r\n$4\r\nPING\r\n";
const PONG = "+PONG\r\n";

function carry(near: Socket, far: Socket, link: SlowLink): void {
  let isLost = false;
  let isAwaited = false;
  let inOrder = Promise.resolve();
  near.pipe(far);
  near.on("data", (chunk) => {
    if (isAwaited || chunk.toString("latin1") === PING) return;
    isAwaited = true;
    link.roundTrips++;
  });
  far.on("data", (chunk) => {
    isLost ||= link.isBroken;
    if (isLost) return;
    const arrives = pause(link.delay);
    inOrder = inOrder
      .then(() => arrives)
      .then(() => {
        if (chunk.toString("latin1") !== PONG) isAwaited = false;
        if (near.writable) near.write(chunk);
      });
  });
  far.on("close", () => near.destroy());
}
