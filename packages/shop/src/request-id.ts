import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

const REQUEST_ID = /^[\w-]{8,64}$/;

/** The load balancer's id of a request, so that one id finds it in both logs. Without a valid one, a random id. */
export function requestId({ headers }: { headers: IncomingHttpHeaders }): string {
  const sent = headers["x-request-id"];
  return typeof sent === "string" && REQUEST_ID.test(sent) ? sent : randomUUID();
}
