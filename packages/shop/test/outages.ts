import type { RedisServer } from "@shop/testing/redis-server.ts";
import { vi } from "vitest";
import type { SlowLink } from "./slow-link.ts";

/** A Redis and a link to it, for an outage. */
export interface Scene {
  readonly server: RedisServer;
  readonly link: SlowLink;
}

/** A way in which a Redis fails, and how it recovers. */
export interface Outage {
  readonly name: string;
  /** The shop connects over the link; without this, directly. */
  readonly by?: "link";
  readonly password?: string;
  /** What the health check of the state says. */
  readonly reason: RegExp;
  /** Requests that only read still work. */
  readonly readable?: boolean;
  begin(scene: Scene): unknown;
  end(scene: Scene): unknown;
}

const PASSWORD = "the right password";

const disconnectAll = ["CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes"];

export const outages: readonly Outage[] = [
  {
    name: "refuses connections after an orderly end",
    reason: /ECONNREFUSED|closed/,
    begin: ({ server }) => server.kill("SIGTERM"),
    end: ({ server }) => server.start(),
  },
  {
    name: "is killed",
    reason: /ECONNREFUSED|closed/,
    begin: ({ server }) => server.kill(),
    end: ({ server }) => server.start(),
  },
  {
    name: "hangs",
    reason: /no answer|timeout/i,
    begin: ({ server }) => server.signal("SIGSTOP"),
    end: ({ server }) => server.signal("SIGCONT"),
  },
  {
    name: "takes two seconds for each answer",
    by: "link",
    reason: /no answer|timeout/i,
    begin: ({ link }) => {
      link.delay = 2000;
    },
    end: ({ link }) => {
      link.delay = 0;
    },
  },
  {
    name: "is silent behind a broken network",
    by: "link",
    reason: /no answer|timeout/i,
    begin: ({ link }) => {
      link.isBroken = true;
    },
    end: ({ link }) => {
      link.isBroken = false;
    },
  },
  {
    name: "is full",
    reason: /OOM/,
    readable: true,
    begin: ({ server }) => server.say([["CONFIG", "SET", "maxmemory", "1"]]),
    end: ({ server }) => server.say([["CONFIG", "SET", "maxmemory", "0"]]),
  },
  {
    name: "cannot save to its disk",
    reason: /MISCONF/,
    readable: true,
    begin: async ({ server }) => {
      // Redis fails to save, because a file cannot replace a folder
      const impossible = ["CONFIG", "SET", "dbfilename", "appendonlydir", "save", "3600 1"];
      await server.say([impossible, ["BGSAVE"]]);
      const hasFailed = async () => {
        const [info] = await server.say([["INFO", "persistence"]]);
        if (!`${info}`.includes("rdb_last_bgsave_status:err"))
          throw new Error("Redis has not failed to save.");
      };
      await vi.waitFor(hasFailed, { timeout: 5000, interval: 20 });
    },
    end: ({ server }) => server.say([["CONFIG", "SET", "dbfilename", "dump.rdb"], ["BGSAVE"]]),
  },
  {
    name: "is a read-only replica",
    reason: /READONLY/,
    readable: true,
    begin: ({ server }) => server.say([["REPLICAOF", "127.0.0.1", "1"]]),
    end: ({ server }) => server.say([["REPLICAOF", "NO", "ONE"]]),
  },
  {
    name: "wants a password and is given none",
    reason: /NOAUTH/,
    begin: ({ server }) => server.say([["CONFIG", "SET", "requirepass", PASSWORD], disconnectAll]),
    end: ({ server }) => server.say([["CONFIG", "SET", "requirepass", ""]], PASSWORD),
  },
  {
    name: "is given the wrong password",
    password: PASSWORD,
    reason: /WRONGPASS/,
    begin: ({ server }) => server.say([["CONFIG", "SET", "requirepass", "another"], disconnectAll], PASSWORD),
    end: ({ server }) => server.say([["CONFIG", "SET", "requirepass", PASSWORD]], "another"),
  },
];
