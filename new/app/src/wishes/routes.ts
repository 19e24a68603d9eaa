import { randomUUIDv7 } from "node:crypto";
import type { Eta } from "eta";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { newIdempotencyKey } from "../shop/plugins/idempotency-key.ts";
import { Problem } from "../shop/problem.ts";
import { jsonOrForm } from "../shop/routes/request-body.ts";
import { add, look, remove } from "./api.ts";
import { MOST_WISHES, type Wish, type Wishes } from "./redis-wishes.ts";

const fields = { required: ["text"], properties: { text: { type: "string", minLength: 1, maxLength: 200 } } };

/** What the routes need. */
export interface WishOptions {
  readonly wishes: Wishes;
  readonly templates: Eta;
}

/** A user's wishes: a page with a form, and JSON for programs. Forms know only POST, so removing has one as well. */
export async function wishRoutes(app: FastifyInstance, { wishes, templates }: WishOptions) {
  const show = (request: FastifyRequest, reply: FastifyReply, list: readonly Wish[]) =>
    request.wantsJson
      ? { wishes: list }
      : reply.page("extension-page", "Your wish list", {
          html: templates.render("@wishes", { wishes: list, newKey: newIdempotencyKey }),
        });

  app.get("/wishes", { config: { api: look } }, async (request, reply) => {
    if (!request.user && !request.wantsJson) return reply.redirect("/login?next=/wishes", 303);
    return show(request, reply, await wishes.of(userOf(request)));
  });

  app.post<{ Body: { text: string } }>(
    "/wishes",
    { schema: { body: jsonOrForm(fields, fields) }, config: { api: add } },
    async (request, reply) => {
      const wish = { id: randomUUIDv7(), text: request.body.text };
      const list = await wishes.add(userOf(request), wish, request.idempotencyKey);
      if (list === null)
        throw new Problem(409, `A wish list has room for ${MOST_WISHES} wishes. Nothing was changed.`);
      return request.wantsJson
        ? reply.code(201).header("location", "/wishes").send({ wishes: list })
        : reply.redirect("/wishes", 303);
    },
  );

  const takeOut = async (request: FastifyRequest<{ Params: { id: string } }>, reply: FastifyReply) => {
    const list = await wishes.remove(userOf(request), request.params.id, request.idempotencyKey);
    return request.wantsJson ? { wishes: list } : reply.redirect("/wishes", 303);
  };
  app.delete<{ Params: { id: string } }>("/wishes/:id", { config: { api: remove } }, takeOut);
  app.post<{ Params: { id: string } }>("/wishes/:id/remove", { config: { api: remove } }, takeOut);
}

function userOf({ user }: FastifyRequest): string {
  if (user === null) throw new Problem(401, "Please sign in to use your wish list.");
  return user;
}
