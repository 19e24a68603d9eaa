import { MAX_QUANTITY } from "@shop/state";
import type { FastifyReply, FastifyRequest, FastifySchema } from "fastify";
import Type, { type TSchema } from "typebox";
import { Problem } from "../problem.ts";

/** One body, two ways to send it: as JSON with JSON's types, or as a form, where everything is text. */
export function jsonOrForm(json: TSchema, form: TSchema): FastifySchema["body"] {
  return {
    content: {
      "application/json": { schema: json },
      "application/x-www-form-urlencoded": { schema: form },
    },
  };
}

/** Refuses a body of a type that its route does not describe, and a missing one: Fastify would let both pass unchecked. */
export function requireDescribedBody(
  { routeOptions, mediaType }: FastifyRequest,
  _reply: FastifyReply,
  done: (error?: Error) => void,
): void {
  const body = routeOptions.schema?.body as { content: object } | undefined;
  const isDescribed = !body || Object.hasOwn(body.content, mediaType ?? "");
  const refusal = "Please send this as JSON or as a form, and say which in Content-Type.";
  done(isDescribed ? undefined : new Problem(415, refusal));
}

/** How many of a product one may ask for at once. */
export const Quantity = {
  json: Type.Integer({ minimum: 1, maximum: MAX_QUANTITY }),
  form: Type.String({ pattern: "^[1-9][0-9]?$" }),
};

/** A quantity as it came, by JSON or by form. */
export type QuantityField = number | string;
