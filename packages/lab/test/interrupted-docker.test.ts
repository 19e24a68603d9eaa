import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";

test("Ctrl-C while a docker command runs is the lab's to handle, and ends neither", async () => {
  const folder = await mkdtemp(join(tmpdir(), "fake-docker-"));
  await writeFile(join(folder, "docker"), `#!/bin/sh\nkill -INT $PPID\nsleep 0.5\necho done\n`);
  await chmod(join(folder, "docker"), 0o755);
  const { signal, stdout } = await execa(
    process.execPath,
    [join(import.meta.dirname, "while-docker-runs.ts")],
    {
      env: { PATH: `${folder}:${process.env.PATH}` },
      reject: false,
    },
  );
  await rm(folder, { recursive: true });
  expect({ signal, stdout }).toEqual({ stdout: "interrupted\ndone" });
});
