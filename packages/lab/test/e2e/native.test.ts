import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { NATIVE_DIR } from "../../src/paths.ts";
import { NativeRuntime } from "../../src/runtime/native/native.ts";
import { freePort } from "../../src/runtime/port.ts";
import { runtimeContract } from "./runtime-contract.ts";

// a dead process refuses at once
runtimeContract(new NativeRuntime(), { patience: 500 });

test("down removes every file of the deployment", async () => {
  const runtime = new NativeRuntime();
  await runtime.up(
    { scenario: "bug", balancing: "round-robin", replicas: 1, port: await freePort() },
    () => {},
  );
  expect(existsSync(NATIVE_DIR)).toBe(true);
  await runtime.down(() => {});
  expect(existsSync(NATIVE_DIR)).toBe(false);
});
