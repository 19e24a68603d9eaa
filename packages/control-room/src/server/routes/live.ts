import { PassThrough } from "node:stream";
import type { FastifyInstance } from "fastify";
import type { ControlRoom } from "../control-room.ts";

/** Bytes that may wait for a page that reads slowly; it is cut off beyond that, and gets a snapshot when it comes again. */
const PATIENCE = 1024 * 1024;

/** GET live: server-sent events, a snapshot first and then updates. */
export async function liveRoutes(app: FastifyInstance, { room }: { room: ControlRoom }) {
  app.get("/live", (_request, reply) => {
    const stream = new PassThrough();
    const send = (event: string, data: unknown) => {
      stream.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
      if (stream.writableLength > PATIENCE) stream.destroy();
    };
    stream.write("retry: 1000\n\n");
    send("snapshot", room.snapshot());
    stream.once(
      "close",
      room.subscribe((update) => send("update", update)),
    );
    return reply.type("text/event-stream").header("cache-control", "no-store").send(stream);
  });
}
