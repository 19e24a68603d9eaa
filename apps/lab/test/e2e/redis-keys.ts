import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { LAB_DIR } from "@shop/lab/paths.ts";
import type { Runtime } from "@shop/lab/runtime/runtime.ts";
import { execa } from "execa";
import { createClient } from "redis";

/** How many keys a deployment's Redis holds, asked as the shop would ask. */
export async function redisKeys(runtime: Runtime): Promise<number> {
  const redis = (await runtime.look()).members.find(({ role }) => role === "redis");
  const [host = "", port] = redis?.address?.split(":") ?? [];
  const password = runtime.name === "native" ? await passwordInFile() : await passwordInContainer(host);
  const client = createClient({
    username: "shop",
    password,
    disableClientInfo: true,
    socket: { host, port: Number(port) },
  });
  await client.connect();
  try {
    let keys = 0;
    for await (const found of client.scanIterator({ COUNT: 1000 })) keys += found.length;
    return keys;
  } finally {
    client.destroy();
  }
}

const passwordInFile = () => readFile(join(LAB_DIR, "native", "redis-access", "password"), "utf8");

async function passwordInContainer(address: string): Promise<string> {
  const { stdout: ids } = await execa("docker", [
    "ps",
    "--quiet",
    "--filter",
    "label=com.docker.compose.service=redis",
  ]);
  for (const id of ids.split("\n")) {
    const { stdout } = await execa("docker", ["inspect", id]);
    if (!stdout.includes(`"${address}"`)) continue;
    return (await execa("docker", ["exec", id, "cat", "/run/redis-access/password"])).stdout;
  }
  throw new Error(`There is no container of Redis at ${address}.`);
}
