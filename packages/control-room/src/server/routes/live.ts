import { PassThrough } from "node:stream";
import type { FastifyInstance } from "fastify";
import type { ControlRoom } from "../control-room.ts";

/** A page that reads too slowly is disconnected when more than this waits for it. It gets a snapshot when it connects again. */
const MAX_UNSENT_BYTES = 1024 * 1024;

/** GET /live: server-sent events, first a `snapshot`, then an `update` eight times a second. */
export async function liveRoutes(app: FastifyInstance, { room }: { room: ControlRoom }) {
  app.get("/live", (_request, reply) => {
    const stream = new PassThrough();
    const send = (event: string, data: unknown) => {
      stream.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
      if (stream.writableLength > MAX_UNSENT_BYTES) stream.destroy();
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
