import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "@shop/lab/paths.ts";
import { execa } from "execa";

/** A folder like a checkout in which scripts/secrets has not run yet. */
export interface SecretsFolder {
  readonly folder: string;
  /** Runs scripts/secrets there, with more variables in its environment. */
  run(env?: Record<string, string>): Promise<{ exitCode?: number; stdout: string; stderr: string }>;
  remove(): Promise<void>;
}

export async function newSecretsFolder(): Promise<SecretsFolder> {
  const folder = await mkdtemp(join(tmpdir(), "secrets-"));
  const script = join(folder, "scripts", "secrets");
  await cp(join(ROOT, "scripts", "secrets"), script);
  await cp(join(ROOT, "certificates", "none.pem"), join(folder, "certificates", "none.pem"));
  return {
    folder,
    run: (env = {}) => execa(script, { reject: false, stdin: "ignore", env }),
    remove: () => rm(folder, { recursive: true }),
  };
}
