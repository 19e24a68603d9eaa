import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { untilLoaded } from "../src/runtime/generation.ts";

let stop: (() => unknown) | undefined;
afterEach(() => stop?.());

/** An nginx that is reloading: it answers with these generations in turn, and then with the last one. */
async function reloading(generations: readonly string[]): Promise<{ port: number; answered: string[] }> {
  const answered: string[] = [];
  const server = createServer((_request, response) => {
    const generation = generations[Math.min(answered.length, generations.length - 1)] as string;
    answered.push(generation);
    response.end(generation);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  stop = () => server.close();
  return { port: (server.address() as AddressInfo).port, answered };
}

test("a reload has not ended while old workers answer beside new ones", async () => {
  const { port, answered } = await reloading(["old", "new", "old", "new", "new", "old", "new"]);
  await untilLoaded(port, "new", "");
  expect(answered.slice(0, 7)).toEqual(["old", "new", "old", "new", "new", "old", "new"]);
  expect(answered.lastIndexOf("old")).toBe(5);
});
