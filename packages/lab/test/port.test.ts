import { once } from "node:events";
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
