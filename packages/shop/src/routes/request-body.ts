import { MAX_QUANTITY } from "@shop/state";
import type { FastifyReply, FastifyRequest, FastifySchema } from "fastify";
import { Problem } from "../problem.ts";

/** The JSON Schema of an object. */
interface ObjectSchema {
  readonly required: readonly string[];
  readonly properties: Readonly<Record<string, object>>;
}

/** The schema of a body that may be sent as JSON, with JSON's types, or as a form, where every value is a string. */
export function jsonOrForm(json: ObjectSchema, form: ObjectSchema): FastifySchema["body"] {
  return {
    content: {
      "application/json": { schema: { type: "object", ...json } },
      "application/x-www-form-urlencoded": { schema: { type: "object", ...form } },
    },
  };
}

/** Refuses with 415 a body of a type that the route's schema does not describe, and a missing one: Fastify validates neither. */
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

/** The schemas of a quantity: 1 to 99. */
export const Quantity = {
  json: { type: "integer", minimum: 1, maximum: MAX_QUANTITY },
  form: { type: "string", pattern: "^[1-9][0-9]?$" },
};

/** A quantity as it was sent: a number in JSON, a string in a form. */
export type QuantityField = number | string;
