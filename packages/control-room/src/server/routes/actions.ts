import { BALANCINGS } from "@shop/lab/scenarios.ts";
import type { FastifyInstance } from "fastify";
import Type from "typebox";
import { type Action, MAX_CUSTOMERS, MAX_REPLICAS } from "../../wire/action.ts";
import type { ControlRoom } from "../control-room.ts";

const Sides = Type.Array(Type.Integer({ minimum: 0, maximum: 1 }), {
  minItems: 1,
  maxItems: 2,
  uniqueItems: true,
});

const BODIES = {
  kill: memberBody(),
  stop: memberBody(),
  start: memberBody(),
  scale: bodyWith({ replicas: Type.Integer({ minimum: 1, maximum: MAX_REPLICAS }) }),
  roll: bodyWith({}),
  balance: bodyWith({ balancing: Type.Enum([...BALANCINGS]) }),
  customers: bodyWith({
    change: Type.Integer({ minimum: -MAX_CUSTOMERS, maximum: MAX_CUSTOMERS, not: { const: 0 } }),
  }),
} satisfies Record<Action["type"], unknown>;

function bodyWith(properties: Parameters<typeof Type.Object>[0]) {
  return Type.Object({ sides: Sides, ...properties }, { additionalProperties: false });
}

function memberBody() {
  return bodyWith({ member: Type.String({ pattern: "^(shop-[0-9]+|redis)$" }) });
}

/**
 * POST /actions/kill and so on, with the sides and the action's other properties as JSON. The response is 204 when the action is done,
 * and 409 if it is possible on none of the sides.
 */
export async function actionRoutes(app: FastifyInstance, { room }: { room: ControlRoom }) {
  for (const [type, body] of Object.entries(BODIES)) {
    app.post<{ Body: { sides: number[] } }>(
      `/actions/${type}`,
      { schema: { body } },
      async (request, reply) => {
        const { sides, ...properties } = request.body;
        await room.dispatch({ type, ...properties } as Action, sides);
        return reply.code(204).send();
      },
    );
  }
}
