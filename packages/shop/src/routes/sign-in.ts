import type { SignInAttempts } from "@shop/state";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Accounts } from "../accounts/accounts.ts";
import { accountOf, limitedSignIn } from "../accounts/sign-in-limits.ts";
import { empty, json, page, problem } from "../api/route-description.ts";
import { exactly } from "../api/schemas.ts";
import type { Knowledge } from "../plugins/session.ts";
import { problemDocument } from "../problem.ts";
import { jsonOrForm } from "./request-body.ts";
import { type SignInRefusal, signInRefusal } from "./sign-in-refusal.ts";

const text = (maxLength: number) => ({ type: "string", minLength: 1, maxLength });
const credentials = { username: text(64), password: text(128) };
const required = Object.keys(credentials);
const body = jsonOrForm(
  { required, properties: credentials },
  { required, properties: { ...credentials, next: { type: "string", maxLength: 200 } } },
);

const form = {
  summary: "The page for signing in",
  response: { 200: page("The form, also for programs") },
  querystring: {
    type: "object",
    properties: { next: { type: "string", description: "The shop's page to show after signing in" } },
  },
};
const signIn = {
  summary: "Signs in",
  response: {
    200: json("Signed in; for programs", exactly({ user: { type: "string" } })),
    303: empty("A person who has signed in is sent to the catalogue, or to the page that `next` names"),
    401: problem("The name and the password do not belong together"),
    429: problem("Too many attempts with this name"),
    503: problem("Too many people are signing in just now, or the shop cannot reach its memory"),
  },
};

interface SignIn {
  Body: { username: string; password: string; next?: string };
}

/** Why a customer who wanted to check out is asked to sign in. */
const WHY_AT_CHECKOUT: Record<Knowledge, string> = {
  none: "Please sign in to check out.",
  known: "Please sign in to check out.",
  unknown: "Please sign in again: this server does not know you.",
  unavailable: "The shop cannot reach its memory just now. Your cart is safe; please try again soon.",
};

/** Who may sign in, and where failed attempts are counted. */
export interface SignInOptions {
  readonly accounts: Accounts;
  readonly attempts: SignInAttempts;
}

/** Signing in, and the page for it, under /login. */
export async function signInRoutes(app: FastifyInstance, { accounts, attempts }: SignInOptions) {
  const check = limitedSignIn(accounts, attempts);
  const options = { config: { api: form, worksWithoutState: true } };
  app.get<{ Querystring: { next?: string } }>("/login", options, async (request, reply) => {
    const next = localPath(request.query.next);
    const reason = next === "/cart" && request.knowledge ? WHY_AT_CHECKOUT[request.knowledge] : null;
    return signInPage(reply, { next, reason });
  });

  app.post<SignIn>("/login", { schema: { body }, config: { api: signIn } }, async (request, reply) => {
    const { username, next } = request.body;
    const account = accountOf(username);
    const device = request.deviceOf(account);
    const outcome = await check(request.body, device);
    if ("refused" in outcome) return refuse(request, reply, signInRefusal(outcome));
    const { user } = outcome;
    const changes = [request.cart.claim(user), attempts.clear(account, device)];
    await reply.signIn(user, Promise.all(changes));
    reply.rememberDevice(account);
    request.logSecurity("sign-in", user, { username });
    return request.wantsJson ? { user } : reply.redirect(localPath(next), 303);
  });
}

function refuse(request: FastifyRequest<SignIn>, reply: FastifyReply, refusal: SignInRefusal) {
  const { status, event, error, retryAfter } = refusal;
  const { username, next } = request.body;
  request.logSecurity(event, null, { username });
  reply.code(status);
  if (retryAfter) reply.header("retry-after", retryAfter);
  if (!request.wantsJson) return signInPage(reply, { username, error, next: localPath(next) });
  return reply.type("application/problem+json").send(problemDocument(status, error));
}

function signInPage(
  reply: FastifyReply,
  data: { username?: string; error?: string; reason?: string | null; next: string },
) {
  return reply.page("sign-in", "Sign in", {
    username: "",
    error: null,
    reason: null,
    ...data,
  });
}

/** Where to go after signing in: always a path of this shop, or a link elsewhere could send customers to another site. */
function localPath(next: unknown): string {
  return typeof next === "string" && /^\/(?![/\\])[\w/-]*$/.test(next) ? next : "/";
}
