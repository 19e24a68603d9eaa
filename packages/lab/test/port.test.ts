import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { expect, test } from "vitest";
import { freePort, requireFreePort } from "../src/runtime/port.ts";

test("a free port is free", async () => {
  await expect(requireFreePort(await freePort())).resolves.toBeUndefined();
});

test("free ports differ, and are outside the range for outgoing connections", async () => {
  const ports = await Promise.all(Array.from({ length: 200 }, freePort));
  expect(new Set(ports).size).toBe(200);
  expect(ports.filter((port) => port < 20_000 || port > 32_000)).toEqual([]);
});

test("a taken port is an error that names the program", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  await expect(requireFreePort(port)).rejects.toThrow(
    new RegExp(`Port ${port} is taken by .*pid ${process.pid}`),
  );
  server.close();
});

/** Linux: the first port on which users other than root may listen. */
const firstForAll = () => Number(readFileSync("/proc/sys/net/ipv4/ip_unprivileged_port_start", "utf8"));

test.skipIf(process.platform !== "linux" || firstForAll() <= 80 || process.getuid?.() !== 0)(
  "a port for root alone is not called taken: Docker may use it, a process of an ordinary user may not",
  async () => {
    process.seteuid?.(65_534);
    try {
      await expect(requireFreePort(80)).rejects.toThrow("only root may listen");
      await expect(requireFreePort(80, { byDocker: true })).resolves.toBeUndefined();
    } finally {
      process.seteuid?.(0);
    }
  },
);
