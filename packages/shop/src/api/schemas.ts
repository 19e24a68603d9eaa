const text = { type: "string" } as const;
const cents = { type: "integer", minimum: 0, description: "In cents" } as const;

/** The JSON Schema of an object that has all of these properties and no others. */
export const exactly = <Properties extends object>(properties: Properties) => ({
  type: "object" as const,
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});

const line = exactly({
  sku: text,
  name: text,
  quantity: { type: "integer" as const, minimum: 1 },
  price: cents,
  subtotal: cents,
});
const pricedCart = { items: { type: "array" as const, items: line }, total: cents };

/** The schemas that several routes answer with; $ref points at them. */
export const SCHEMAS = {
  Problem: {
    ...exactly({
      type: { const: "about:blank" },
      title: text,
      status: { type: "integer" as const, minimum: 400, maximum: 599 },
      detail: { ...text, minLength: 1, description: "What happened and what to do, in a sentence" },
    }),
    description: "An error: https://www.rfc-editor.org/rfc/rfc9457",
  },
  Product: exactly({ sku: text, name: text, price: cents }),
  Cart: exactly(pricedCart),
  PlacedOrder: exactly({ id: text, ...pricedCart }),
  Order: exactly({
    id: text,
    ...pricedCart,
    placedAt: { ...text, format: "date-time", description: "When it was placed" },
  }),
};

/** A reference to one of SCHEMAS. */
export const ref = (name: keyof typeof SCHEMAS) => ({ $ref: `#/components/schemas/${name}` });
