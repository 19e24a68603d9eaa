import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { ROOT } from "@shop/lab/paths.ts";
import { expect, test } from "vitest";

const LAB = `
  import { untilInterrupted } from "${join(ROOT, "apps", "lab", "src", "interruption.ts")}";
  untilInterrupted().addEventListener("abort", () => console.log("taking down"));
  setInterval(() => {}, 1000);
  console.log("up");`;

test.each([
  ["SIGINT", "SIGINT"],
  ["SIGTERM", "SIGINT"],
  ["SIGHUP", "SIGTERM"],
] as const)(
  "after %s the lab takes down, and %s then ends it at once, but no SIGHUP does",
  async (first, second) => {
    const lab = spawn(process.execPath, ["--input-type=module", "--eval", LAB]);
    const said = async () => `${(await once(lab.stdout, "data"))[0]}`.trim();
    expect(await said()).toBe("up");
    lab.kill(first);
    expect(await said()).toBe("taking down");
    lab.kill("SIGHUP");
    lab.kill(second);
    expect(await once(lab, "exit")).toEqual([null, second]);
  },
);
