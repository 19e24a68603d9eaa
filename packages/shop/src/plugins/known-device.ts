import { hash, randomBytes } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import fp from "fastify-plugin";
import type { Config } from "../config.ts";
import { cookieSigner, hostCookie, LONGEST_LIFETIME } from "../signed-cookie.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** The browser's id if this account was signed in to with it before, else null. */
    deviceOf(account: string): string | null;
  }
  interface FastifyReply {
    /** Marks the browser as known to this account. */
    rememberDevice(account: string): void;
  }
}

/** How many accounts a browser can be known to: enough for a household. */
const MOST_ACCOUNTS = 4;

/**
 * Recognises browsers that have signed in to an account before, by a signed cookie that outlives the session and names no user.
 * Their wrong passwords are counted apart from those of strangers, so strangers cannot lock the owner out:
 * https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies
 */
export const knownDevice = fp(
  async (app: FastifyInstance, { config, realm }: { config: Config; realm: string }) => {
    const cookie = hostCookie("device", config);
    const attributes = { ...cookie.attributes, maxAge: LONGEST_LIFETIME };
    const signer = cookieSigner(config.SESSION_SECRET, `device of ${realm}`);
    const read = ({ cookies }: FastifyRequest) => {
      const { value, renew } = signer.unsign(cookies[cookie.name] ?? "");
      const [id = "", ...tags] = value?.split("~") ?? [];
      return { id, tags, renew };
    };

    app.decorateRequest("deviceOf", function (this: FastifyRequest, account: string) {
      const { id, tags } = read(this);
      return tags.includes(tagOf(id, account)) ? id : null;
    });

    app.decorateReply("rememberDevice", function (this: FastifyReply, account: string) {
      const { id: known, tags, renew } = read(this.request);
      const id = known || randomBytes(16).toString("base64url");
      const tag = tagOf(id, account);
      if (tags.includes(tag) && !renew) return;
      const others = tags.filter((other) => other !== tag);
      const value = [id, tag, ...others.slice(0, MOST_ACCOUNTS - 1)].join("~");
      this.setCookie(cookie.name, signer.sign(value), attributes);
    });
  },
);

/** Stands for an account in the cookie of one browser. Differs between browsers, so cookies do not tell who shares an account. */
const tagOf = (id: string, account: string) => hash("sha256", `${id}\n${account}`, "base64url").slice(0, 16);
