import { spawnSync } from "node:child_process";
import { type RedisServer, startServer } from "./redis-server.ts";

const IMAGE = "valkey/valkey:9";

const succeeds = (command: string, ...args: string[]) =>
  spawnSync(command, args, { stdio: "ignore", timeout: 10_000 }).status === 0;

/** How to run Valkey on this machine; null where it is neither installed nor an image that Docker has. */
export function findValkey(): readonly string[] | null {
  if (succeeds("valkey-server", "--version")) return ["valkey-server"];
  if (!succeeds("docker", "image", "inspect", IMAGE)) return null;
  return ["docker", "run", "--rm", "--network", "host", IMAGE, "valkey-server"];
}

/** Starts an empty Valkey that saves nothing, on a free loopback port. */
export async function startValkeyServer([command = "", ...args]: readonly string[]): Promise<RedisServer> {
  const server = await startServer((port) => ({
    command,
    args: [...args, "--port", `${port}`, "--bind", "127.0.0.1", "--save", ""],
  }));
  return {
    ...server,
    stop: async () => {
      // a container outlives a client of Docker that is killed
      await server.kill("SIGTERM");
      await server.stop();
    },
  };
}
