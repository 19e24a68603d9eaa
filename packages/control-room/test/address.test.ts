import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { chooseAddress } from "../src/server/address.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "address-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("the port stays the same from one time to the next, and the token does not", async () => {
  const first = await chooseAddress(undefined, folder);
  const second = await chooseAddress(undefined, folder);
  expect(second.port).toBe(first.port);
  expect(second.token).not.toBe(first.token);
});

test.for(["", "{", "null", '{"port":"none"}', '{"port":70000}'])(
  "a damaged file (%j) is as good as none",
  async (text) => {
    await writeFile(join(folder, "control-room.json"), text);
    const { port } = await chooseAddress(undefined, folder);
    expect(port).toBeGreaterThan(0);
    expect((await chooseAddress(undefined, folder)).port).toBe(port);
  },
);
