import { existsSync } from "node:fs";
import { join } from "node:path";
import { LAB_DIR } from "@shop/lab/paths.ts";
import { NativeRuntime } from "@shop/lab/runtime/native/native.ts";
import { freePort } from "@shop/lab/runtime/port.ts";
import { expect, test } from "vitest";
import { runtimeContract } from "./runtime-contract/contract.ts";

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
