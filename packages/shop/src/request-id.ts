import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

const REQUEST_ID = /^[\w-]{8,64}$/;

/** The load balancer's id of a request, so that one id finds it in both logs; a fresh one where none came. */
export function requestId({ headers }: { headers: IncomingHttpHeaders }): string {
  const sent = headers["x-request-id"];
  return typeof sent === "string" && REQUEST_ID.test(sent) ? sent : randomUUID();
}
