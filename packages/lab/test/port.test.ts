import { once } from "node:events";
import { createServer } from "node:net";
import { expect, test } from "vitest";
import { freePort, requireFreePort } from "../src/runtime/port.ts";

test("a free port is free", async () => {
  await expect(requireFreePort(await freePort())).resolves.toBeUndefined();
});

test("a taken port is an error that says by whom", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  await expect(requireFreePort(port)).rejects.toThrow(
    new RegExp(`Port ${port} is taken by .*pid ${process.pid}`),
  );
  server.close();
});
