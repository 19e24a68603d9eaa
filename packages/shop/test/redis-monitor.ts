import { randomUUIDv7 } from "node:crypto";
import { connect } from "node:net";
import { createInterface } from "node:readline";
import type { RedisServer } from "@shop/testing/redis-server.ts";

/** Sees every command that a Redis gets. */
export interface RedisMonitor {
  /** The commands that clients sent during an action, each as "NAME key", without pings and without the commands of scripts. */
  during(action: () => Promise<unknown>): Promise<string[]>;
  close(): void;
}

/** https://redis.io/docs/latest/commands/monitor/ */
export async function monitorRedis(server: RedisServer): Promise<RedisMonitor> {
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  socket.on("error", () => {});
  const lines = createInterface({ input: socket })[Symbol.asyncIterator]();
  socket.write("MONITOR\r\n");
  await lines.next();

  /** Sends a marker and resolves with the lines before it. */
  const untilNow = async () => {
    const marker = randomUUIDv7();
    await server.say([["ECHO", marker]]);
    const seen: string[] = [];
    for (let line = await lines.next(); !line.done; line = await lines.next()) {
      if (line.value.includes(marker)) return seen;
      seen.push(line.value);
    }
    throw new Error("The Redis ended while it was watched.");
  };
  return {
    during: async (action) => {
      await untilNow();
      await action();
      return (await untilNow()).flatMap(commandIn);
    },
    close: () => socket.destroy(),
  };
}

/** A line is `1700000000.1 [0 127.0.0.1:1234] "GET" "key"`, or `[0 lua]` for a command of a script. */
function commandIn(line: string): string[] {
  const [, name = "", rest = ""] = /^\+?[\d.]+ \[\d+ (?!lua)[^\]]+\] "(\w+)"(.*)$/.exec(line) ?? [];
  // the tests' own connections begin with these
  if (!name || ["PING", "HELLO", "CLIENT"].includes(name.toUpperCase())) return [];
  const key = /shop:[^"]*/.exec(rest)?.[0] ?? "";
  return [`${name.toUpperCase()} ${key}`.trim()];
}
