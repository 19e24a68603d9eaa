import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseArgs, parseEnv } from "node:util";
import { ROOT } from "@shop/lab/paths.ts";
import { nameByContent, readStack, STACK_FILE } from "@shop/lab/runtime/swarm/stack-file.ts";
import { execa } from "execa";
import { readServices } from "./swarm-services.ts";
import { untilSettled } from "./until-settled.ts";

const HELP = `Usage: deploy/stack NAME [--compose-file FILE]... [--resolve-image HOW] [--with-registry-auth]

Deploys docker-stack.yml, or these files, as docker stack deploy does, and waits until every service runs as it should. Fails where
one does not get there, or where Swarm has taken a release back. Variables are read from the environment, else from .env.
`;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    "compose-file": { type: "string", multiple: true, default: [STACK_FILE] },
    "resolve-image": { type: "string", default: "always" },
    "with-registry-auth": { type: "boolean", default: false },
  },
});
const [name] = positionals;
if (name === undefined) {
  process.stderr.write(HELP);
  process.exit(64);
}

const files = values["compose-file"].map((file) => resolve(ROOT, file));
const before = await readServices(name);
const deployed = await execa(
  "docker",
  [
    "stack",
    "deploy",
    "--prune",
    `--resolve-image=${values["resolve-image"]}`,
    `--with-registry-auth=${values["with-registry-auth"]}`,
    ...[...files, "-"].flatMap((file) => ["--compose-file", file]),
    name,
  ],
  {
    env: { ...parseEnv(readFileSync(join(ROOT, ".env"), "utf8")), ...process.env },
    input: await namesOfFiles(name),
    stdout: "inherit",
    stderr: "inherit",
    reject: false,
  },
);
if (deployed.exitCode !== 0) process.exit(1);

const failures = await untilSettled(name, before, (line) => process.stdout.write(`${line}\n`));
for (const failure of failures) process.stderr.write(`${failure}\n`);
process.exitCode = failures.length > 0 ? 1 : 0;

/** A further file for `docker stack deploy`, in which every config and secret that comes from a file is named by its content. */
async function namesOfFiles(stack: string): Promise<string> {
  const folder = dirname(files[0] as string);
  const parts = await Promise.all(files.map(readStack));
  const named = async (kind: "configs" | "secrets") =>
    nameByContent(stack, Object.assign({}, ...parts.map((part) => part[kind])), folder);
  return JSON.stringify({
    version: "3.9",
    configs: await named("configs"),
    secrets: await named("secrets"),
  });
}
