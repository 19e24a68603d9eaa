import { BALANCINGS } from "@shop/lab/scenarios.ts";
import type { FastifyInstance } from "fastify";
import Type from "typebox";
import { type Blow, MOST_CUSTOMERS, MOST_REPLICAS } from "../../wire/action.ts";
import type { ControlRoom } from "../control-room.ts";

const exact = { additionalProperties: false };
const Places = Type.Array(Type.Integer({ minimum: 0, maximum: 1 }), {
  minItems: 1,
  maxItems: 2,
  uniqueItems: true,
});

const BODIES = {
  kill: ofMember(),
  stop: ofMember(),
  start: ofMember(),
  scale: of({ replicas: Type.Integer({ minimum: 1, maximum: MOST_REPLICAS }) }),
  roll: of({}),
  balance: of({ balancing: Type.Enum([...BALANCINGS]) }),
  customers: of({ customers: Type.Integer({ minimum: 1, maximum: MOST_CUSTOMERS }) }),
} satisfies Record<Blow["act"], unknown>;

function of(properties: Parameters<typeof Type.Object>[0]) {
  return Type.Object({ sides: Places, ...properties }, exact);
}

function ofMember() {
  return of({ member: Type.String({ pattern: "^(shop-[0-9]+|redis)$" }) });
}

/** POST blows/kill and so on: each returns when the blow has been dealt. */
export async function blowRoutes(app: FastifyInstance, { room }: { room: ControlRoom }) {
  for (const [act, body] of Object.entries(BODIES)) {
    app.post<{ Body: { sides: number[] } }>(`/blows/${act}`, { schema: { body } }, async (request, reply) => {
      const { sides, ...rest } = request.body;
      await room.strike({ act, ...rest } as Blow, sides);
      return reply.code(204).send();
    });
  }
}
