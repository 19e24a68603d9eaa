import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** A TCP proxy on a free loopback port, whose connections can be cut when the server has done its work and before its answer comes. */
export interface CutLink {
  readonly port: number;
  /** Where the server is. Set it before the first connection. */
  target: number;
  /** Cuts the connection over which the next answer comes that has this in it. How often a command was sent is not changed. */
  cutAnswer: string | null;
  close(): void;
}

export async function cutLink(): Promise<CutLink> {
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(link.target, "127.0.0.1");
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("error", () => socket.destroy()).on("close", () => sockets.delete(socket));
    }
    near.pipe(far);
    far.on("data", (chunk) => {
      if (link.cutAnswer === null || !chunk.includes(link.cutAnswer)) return near.write(chunk);
      link.cutAnswer = null;
      near.destroy();
      far.destroy();
    });
    near.on("close", () => far.destroy());
    far.on("close", () => near.destroy());
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  const link: CutLink = {
    port,
    target: 0,
    cutAnswer: null,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
  return link;
}
