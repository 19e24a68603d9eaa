import { randomBytes } from "node:crypto";
import fastifySession, { type FastifySessionOptions } from "@fastify/session";
import type { StateUnavailableError, UserSessions } from "@shop/state";
import type { FastifyInstance, FastifyReply, FastifyRequest, Session } from "fastify";
import fp from "fastify-plugin";
import { LRUCache } from "lru-cache";
import type { Config } from "../config.ts";
import { cookieSigner, hostCookie } from "../signed-cookie.ts";

/** A store for @fastify/session or express-session. `touch`, where a store has it, begins a session's idle time anew. */
export type SessionStore = NonNullable<FastifySessionOptions["store"]> & {
  touch?(id: string, session: Session, done: (error?: unknown) => void): unknown;
};

/** `unknown`: a session cookie of ours came, for a session that the store does not have. `unavailable`: the state cannot be asked. */
export type Knowledge = "none" | "known" | "unknown" | "unavailable";

declare module "fastify" {
  interface Session {
    user?: string;
    /** Milliseconds since the epoch. */
    createdAt?: number;
    /** Stands in for a session that the store could not be asked for. */
    failure?: StateUnavailableError;
  }
  interface FastifyRequest {
    /** What the shop knows about whoever asks. Null on routes that ask nobody: health, static files, unknown paths. */
    knowledge: Knowledge | null;
    /** The signed-in user's name. */
    readonly user: string | null;
    isSigningIn: boolean;
  }
  interface FastifyReply {
    /** Begins a session under a new id, together with another change, and ends the session that the customer had. */
    signIn(user: string, change: Promise<unknown>): Promise<void>;
    /** Ends the session on the server and then in the browser: a customer who could not be signed out can try again. */
    signOut(): Promise<void>;
    /** Ends all of the user's sessions, wherever they began. */
    signOutEverywhere(): Promise<void>;
  }
  interface FastifyContextConfig {
    /** The route has something to show also while the state cannot be asked who is asking. */
    worksWithoutState?: boolean;
  }
}

export interface SessionOptions {
  readonly sessions: SessionStore;
  readonly userSessions: UserSessions;
  readonly config: Config;
  readonly realm: string;
}

/** A session is touched when a click comes this many seconds after the last touch, or sooner where sessions are short. */
const TOUCH_AFTER = 60;

/** How many touches a replica remembers. A session that it forgot is touched once more. */
const MOST_TOUCHED = 100_000;

/**
 * Who is asking: @fastify/session, for customers who signed in and nobody else. Only signing in writes a session, so that no slow
 * request can bring back one that ended.
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
    store: withStandIns(sessions),
    secret,
    cookieName: cookie.name,
    cookie: { ...cookie.attributes, maxAge: lifetime },
    rolling: false,
    saveUninitialized: false,
    // without an id a session is never saved; generating one would cost more than the rest of a visitor's empty session
    idGenerator: (request) => (request?.isSigningIn ? randomBytes(24).toString("base64url") : ""),
  });

  app.addHook("onRequest", (request, _reply, done) => {
    const { failure, user } = request.session;
    const sent = request.cookies[cookie.name];
    // otherwise the plugin clears a cookie whose session the store does not have, by looking:
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
      // all of it goes out in one round trip; if one of them fails, the browser never learns of the session
      await Promise.all([
        userSessions.add(user, session.sessionId, createdAt + lifetime),
        session.save(),
        change,
      ]);
      if (previous) await destroy(previous);
    } catch (error) {
      // otherwise the plugin saves it once more, and answers a failure with a page of its own
      Object.assign(request, { session: null });
      throw error;
    }
  });

  app.decorateReply("signOut", async function (this: FastifyReply) {
    if (this.request.user) await this.request.session.destroy();
    this.clearCookie(cookie.name, cookie.attributes);
  });

  app.decorateReply("signOutEverywhere", async function (this: FastifyReply) {
    const { user } = this.request;
    if (user) await Promise.all((await userSessions.of(user)).map(destroy));
    await this.signOut();
  });
});

/** The store, but with a stand-in for a session that it cannot be asked for: an error would make the plugin fail every page, the catalogue too. */
function withStandIns(sessions: SessionStore): SessionStore {
  const get: SessionStore["get"] = (id, done) => {
    // a promise, because connect-redis calls back inside a try block: a callback that throws would be called twice
    // https://github.com/tj/connect-redis/blob/v10.0.0/index.ts
    settled<Session>((found) => sessions.get(id, found)).then(
      (session) => done(null, session),
      (failure) => done(null, { failure } as Session),
    );
  };
  return Object.create(sessions, { get: { value: get } });
}

function settled<T>(call: (done: (error?: unknown, value?: T | null) => void) => void) {
  return new Promise<T | null>((resolve, reject) => {
    call((error, value) => (error ? reject(error) : resolve(value ?? null)));
  });
}

/** Returns a function that touches a session when it is due, and does not wait for it: a later click can do it as well. */
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
