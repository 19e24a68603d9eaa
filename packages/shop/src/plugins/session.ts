import { randomBytes } from "node:crypto";
import fastifySession, { type FastifySessionOptions } from "@fastify/session";
import type { StateUnavailableError, UserSessions } from "@shop/state";
import type { FastifyInstance, FastifyReply, FastifyRequest, Session } from "fastify";
import fp from "fastify-plugin";
import { LRUCache } from "lru-cache";
import type { Config } from "../config.ts";
import { cookieSigner, hostCookie } from "../signed-cookie.ts";

/** A store for @fastify/session or express-session. `touch`, which some stores have, restarts a session's idle time. */
export type SessionStore = NonNullable<FastifySessionOptions["store"]> & {
  touch?(id: string, session: Session, done: (error?: unknown) => void): unknown;
};

/**
 * What the shop knows about the sender of a request. `none`: no session cookie of ours came. `known`: signed in. `unknown`: the
 * cookie is ours, but the store does not have its session. `unavailable`: the store cannot be asked.
 */
export type Knowledge = "none" | "known" | "unknown" | "unavailable";

declare module "fastify" {
  interface Session {
    user?: string;
    /** Milliseconds since the epoch. */
    createdAt?: number;
    /** Why the store could not be asked. This session is only a placeholder then. */
    failure?: StateUnavailableError;
  }
  interface FastifyRequest {
    /** Null on routes that read no session: health, static files, unknown paths. */
    knowledge: Knowledge | null;
    /** The signed-in user's name; null if nobody is signed in. */
    readonly user: string | null;
    /** The session that is about to be saved needs an id. */
    isSigningIn: boolean;
  }
  interface FastifyReply {
    /** Begins a session with a new id while `change` is under way, then ends the customer's previous session. Rejects if either fails. */
    signIn(user: string, change: Promise<unknown>): Promise<void>;
    /** Ends the session in the store first and then in the browser, so that a customer who could not be signed out can try again. */
    signOut(): Promise<void>;
    /** Ends all sessions of the user, in every browser. */
    signOutEverywhere(): Promise<void>;
  }
  interface FastifyContextConfig {
    /** The route has something to show even while the state is unavailable. */
    worksWithoutState?: boolean;
  }
}

/** Where sessions and the lists of each user's sessions are kept. `realm` as in AppOptions. */
export interface SessionOptions {
  readonly sessions: SessionStore;
  readonly userSessions: UserSessions;
  readonly config: Config;
  readonly realm: string;
}

/** Seconds between two touches of a session that is in use; less if the idle time is short. */
const TOUCH_AFTER = 60;

/** How many touches a replica remembers. A session that it has forgotten is touched again. */
const MOST_TOUCHED = 100_000;

/**
 * Sessions with @fastify/session, only for customers who have signed in. Only signing in writes a session, so a slow request cannot
 * bring back one that has ended.
 */
export const session = fp(async (app: FastifyInstance, options: SessionOptions) => {
  const { sessions, userSessions, config, realm } = options;
  const lifetime = config.SESSION_ABSOLUTE * 1000;
  const cookie = hostCookie("session", config);
  const secret = cookieSigner(config.SESSION_SECRET, `session of ${realm}`);
  const touchWhenDue = toucher(sessions, config);
  const destroy = (id: string) => settled((done) => sessions.destroy(id, done));

  app.decorateRequest("isSigningIn", false);
  await app.register(fastifySession, {
    store: withPlaceholders(sessions),
    secret,
    cookieName: cookie.name,
    cookie: { ...cookie.attributes, maxAge: lifetime },
    rolling: false,
    saveUninitialized: false,
    // a session without an id is never saved; generating one would be the most expensive part of a visitor's empty session
    idGenerator: (request) => (request?.isSigningIn ? randomBytes(24).toString("base64url") : ""),
  });

  app.addHook("onRequest", (request, _reply, done) => {
    const { failure, user } = request.session;
    const sent = request.cookies[cookie.name];
    // otherwise the plugin clears the cookie of a session that the store does not have, even on a GET:
    // https://github.com/fastify/session/blob/v11.1.3/index.js#L170
    delete request.cookies[cookie.name];
    const isOurs = sent !== undefined && secret.unsign(sent).valid;
    request.knowledge = failure ? "unavailable" : user ? "known" : isOurs ? "unknown" : "none";
    if (user) touchWhenDue(request.session);
    done(failure && !request.routeOptions.config.worksWithoutState ? failure : undefined);
  });

  app.decorateReply("signIn", async function (this: FastifyReply, user: string, change: Promise<unknown>) {
    const { request } = this;
    const previous = request.user && request.session.sessionId;
    request.isSigningIn = true;
    app.decryptSession("", request, () => {});
    const { session } = request;
    const createdAt = Date.now();
    Object.assign(session, { user, createdAt });
    try {
      // all of these take one round trip; if one fails, the browser never gets the session's cookie
      await Promise.all([
        userSessions.add(user, session.sessionId, createdAt + lifetime),
        session.save(),
        change,
      ]);
      if (previous) await destroy(previous);
    } catch (error) {
      // otherwise the plugin saves the session again, and answers a failure with its own page
      Object.assign(request, { session: null });
      throw error;
    }
  });

  app.decorateReply("signOut", async function (this: FastifyReply) {
    if (this.request.user) await this.request.session.destroy();
    this.clearCookie(cookie.name, cookie.attributes);
  });

  app.decorateReply("signOutEverywhere", async function (this: FastifyReply) {
    const { user, session } = this.request;
    const others = user ? (await userSessions.of(user)).filter((id) => id !== session.sessionId) : [];
    await Promise.all(others.map(destroy));
    await this.signOut();
  });
});

/** The same store, but `get` yields a placeholder instead of an error, with which the plugin would fail every page, even the catalogue. */
function withPlaceholders(sessions: SessionStore): SessionStore {
  const get: SessionStore["get"] = (id, done) => {
    // with a promise in between, because connect-redis calls back inside a try block and would call a throwing callback twice
    // https://github.com/tj/connect-redis/blob/v10.0.0/index.ts
    settled<Session>((found) => sessions.get(id, found)).then(
      (session) => done(null, session),
      (failure) => done(null, { failure } as Session),
    );
  };
  return Object.create(sessions, { get: { value: get } });
}

/** Turns a call with a callback into a promise. */
function settled<T>(call: (done: (error?: unknown, value?: T | null) => void) => void) {
  return new Promise<T | null>((resolve, reject) => {
    call((error, value) => (error ? reject(error) : resolve(value ?? null)));
  });
}

/** Returns a function that touches a session when it is due. It does not wait: after a failure the next click tries again. */
function toucher(sessions: SessionStore, { SESSION_IDLE }: Config) {
  const after = Math.min(TOUCH_AFTER, SESSION_IDLE / 4) * 1000;
  const touched = new LRUCache<string, true>({ max: MOST_TOUCHED, ttl: after });
  return (session: FastifyRequest["session"]): void => {
    const { sessionId, createdAt = 0 } = session;
    if (Date.now() - createdAt <= after || touched.has(sessionId)) return;
    touched.set(sessionId, true);
    sessions.touch?.(sessionId, session, (error) => error && touched.delete(sessionId));
  };
}
