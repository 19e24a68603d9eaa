import { randomUUIDv7 } from "node:crypto";
import { MAX_QUANTITY } from "@shop/state";
import { ADDRESS_HEADER } from "@shop/testing/nginx-server.ts";
import type { Request } from "autocannon";
import type { Customer } from "./customers.ts";

/** What is sent: a look at the cart by a program or by a browser, or a change of one line. */
export type Kind = "get" | "change" | "page";

/** Called with each answer: whether it is 200 with what was asked for. */
export type Judge = (isRight: boolean) => void;

/** What one customer sends. `n` tells customers apart; nginx takes it for the customer's address. */
export function requestOf(kind: Kind, customer: Customer, n: number, judge: Judge): Request {
  const [own, address] = [customer.skus, `10.0.${n >> 8}.${n & 255}`];
  const headers = { cookie: customer.cookie, accept: "application/json", [ADDRESS_HEADER]: address };
  if (kind === "change") return change(own[n % own.length] ?? "", headers, judge);
  const accept = kind === "page" ? "text/html" : headers.accept;
  return {
    method: "GET",
    path: "/cart",
    headers: { ...headers, accept },
    onResponse: (status, body) => judge(status === 200 && own.every((sku) => body.includes(sku))),
  };
}

/** Sets a line to another quantity each time, with a fresh idempotency key. */
function change(sku: string, headers: Record<string, string>, judge: Judge): Request {
  let last = 0;
  return {
    method: "PUT",
    path: `/cart/items/${sku}`,
    setupRequest: (request, context) => {
      last = (last % MAX_QUANTITY) + 1;
      (context as Asked).quantity = last;
      return {
        ...request,
        headers: { ...headers, "content-type": "application/json", "idempotency-key": `"${randomUUIDv7()}"` },
        body: `{"quantity":${last}}`,
      };
    },
    onResponse: (status, body, context) =>
      judge(status === 200 && quantityIn(body, sku) === (context as Asked).quantity),
  };
}

/** What autocannon carries from a request to its answer. */
interface Asked {
  quantity?: number;
}

function quantityIn(body: string, sku: string): number | undefined {
  const { items } = JSON.parse(body) as { items: { sku: string; quantity: number }[] };
  return items.find((item) => item.sku === sku)?.quantity;
}
