import { createServer, type RequestListener } from "node:http";

/** Listens where the bench says. Idle connections are kept for longer than nginx keeps them, as the shop does. */
export function listen(handler: RequestListener): void {
  createServer({ keepAliveTimeout: 72_000 }, handler).listen(Number(process.env.PORT), "127.0.0.1");
}
