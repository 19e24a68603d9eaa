import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import Type from "typebox";
import type { Accounts } from "../accounts/accounts.ts";
import type { Knowledge } from "../plugins/session.ts";
import { Problem } from "../problem.ts";
import { jsonOrForm } from "./form.ts";

const text = (maxLength: number) => Type.String({ minLength: 1, maxLength });
const credentials = { username: text(64), password: text(128) };
const body = jsonOrForm(
  Type.Object(credentials),
  Type.Object({ ...credentials, next: Type.Optional(Type.String({ maxLength: 200 })) }),
);

interface Login {
  Body: { username: string; password: string; next?: string };
}

/** Why somebody who wanted to check out is asked to sign in. */
const WHY_AT_CHECKOUT: Record<Knowledge, string> = {
  none: "Please sign in to check out.",
  known: "Please sign in to check out.",
  unknown: "Please sign in again: this server does not know you.",
  unavailable: "The shop cannot reach its memory just now. Your cart is safe; please try again soon.",
};

export async function loginRoutes(app: FastifyInstance, { accounts }: { accounts: Accounts }) {
  const page = { config: { worksWithoutState: true } };
  app.get<{ Querystring: { next?: string } }>("/login", page, async (request, reply) => {
    const next = localPath(request.query.next);
    const reason = next === "/cart" && request.knowledge ? WHY_AT_CHECKOUT[request.knowledge] : null;
    return loginPage(reply, { next, reason });
  });

  app.post<Login>("/login", { schema: { body } }, async (request, reply) => {
    const { username, password, next } = request.body;
    const user = await accounts.verify(username, password);
    if (!user) return refuse(request, reply);
    await reply.signIn(user, request.cart.claim(user));
    return request.wantsJson ? { user } : reply.redirect(localPath(next), 303);
  });

  const bye = (request: FastifyRequest, reply: FastifyReply) =>
    request.wantsJson ? reply.code(204).send() : reply.redirect("/", 303);
  app.post("/logout", async (request, reply) => {
    if (request.knowledge !== "none") await Promise.all([request.cart.leave(request.user), reply.signOut()]);
    return bye(request, reply);
  });
  app.post("/logout/everywhere", async (request, reply) => {
    if (!request.user)
      throw new Problem(401, "Please sign in first: only then can the shop tell whose sessions to end.");
    await Promise.all([request.cart.leave(request.user), reply.signOutEverywhere()]);
    return bye(request, reply);
  });
}

function refuse(request: FastifyRequest<Login>, reply: FastifyReply) {
  const error = "That name and password do not belong together.";
  if (request.wantsJson) throw new Problem(401, error);
  const { username, next } = request.body;
  return loginPage(reply.code(401), { username, error, next: localPath(next) });
}

function loginPage(
  reply: FastifyReply,
  data: { username?: string; error?: string; reason?: string | null; next: string },
) {
  return reply.page("login", "Sign in", {
    username: "",
    error: null,
    reason: null,
    ...data,
  });
}

/** Where to go after signing in: a path of this shop, whatever the link said. */
function localPath(next: unknown): string {
  return typeof next === "string" && /^\/(?![/\\])[\w/-]*$/.test(next) ? next : "/";
}
