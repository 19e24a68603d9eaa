import type { FastifySchema } from "fastify";
import Type, { type TSchema } from "typebox";

/** One body, two ways to send it: as JSON with JSON's types, or as a form, where everything is text. */
export function jsonOrForm(json: TSchema, form: TSchema): FastifySchema["body"] {
  return {
    content: {
      "application/json": { schema: json },
      "application/x-www-form-urlencoded": { schema: form },
    },
  };
}

/** How many of a product one may ask for at once. */
export const Quantity = {
  json: Type.Integer({ minimum: 1, maximum: 99 }),
  form: Type.String({ pattern: "^[1-9][0-9]?$" }),
};

/** A quantity as it came, by JSON or by form. */
export type QuantityField = number | string;
