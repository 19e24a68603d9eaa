import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { LAB_DIR } from "../../src/paths.ts";
import { NativeRuntime } from "../../src/runtime/native/native.ts";
import { freePort } from "../../src/runtime/port.ts";
import { runtimeContract } from "./runtime-contract.ts";

runtimeContract(new NativeRuntime());

test("down removes every file of the deployment", async () => {
  const runtime = new NativeRuntime();
  await runtime.up(
    { scenario: "bug", balancing: "round-robin", replicas: 1, port: await freePort() },
    () => {},
  );
  expect(existsSync(join(LAB_DIR, "native"))).toBe(true);
  await runtime.down(() => {});
  expect(existsSync(join(LAB_DIR, "native"))).toBe(false);
});
