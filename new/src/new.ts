import { existsSync, readdirSync, renameSync, rmdirSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { execa } from "execa";
import { patchFor } from "./diff.ts";
import { generate } from "./generate.ts";
import { UsageError } from "./usage-error.ts";

const ROOT = join(import.meta.dirname, "..", "..");

const HELP = `Usage: scripts/new FOLDER [--name NAME] [--no-git] [--no-install]
       scripts/new --diff FOLDER

Makes an app of your own out of the fixed half of this repository, in a folder that does not exist yet or is empty.

  --name NAME    what the app is called (by default as the folder)
  --no-git       do not make it a git repository
  --no-install   do not install its libraries
  --diff FOLDER  print what has changed here since the app in FOLDER was made, as a patch for \`git apply -3\`
`;

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      name: { type: "string" },
      "no-git": { type: "boolean" },
      "no-install": { type: "boolean" },
      diff: { type: "string" },
      help: { type: "boolean" },
    },
  });
  if (values.diff !== undefined) {
    process.stdout.write(await patchFor(ROOT, resolve(values.diff)));
    return;
  }
  const [target, ...rest] = positionals;
  if (values.help || target === undefined || rest.length > 0) {
    process.stdout.write(HELP);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  const folder = resolve(target);
  const name = nameOf(values.name ?? basename(folder));
  requireEmpty(folder);
  await make(folder, name, { git: !values["no-git"], install: !values["no-install"] });
  const install = values["no-install"]
    ? "  pnpm install                          # makes its lockfile\n"
    : "";
  process.stdout.write(
    `${name} is in ${target}. Go on with its README.md, or at once:\n\n  cd ${target}\n${install}  docker compose up --build --wait      # then http://localhost:8080\n${toolchainHint()}`,
  );
}

/** Where scripts/new had to fetch Node and pnpm, the app's commands do not find them by themselves. */
function toolchainHint(): string {
  const programs = join(ROOT, ".lab", "toolchain", "node_modules", ".bin");
  if (!existsSync(programs)) return "";
  return `\npnpm dev, pnpm check and pnpm test need Node 26 or newer and pnpm. Install them, or use those of this repository:\n\n  export PATH="${programs}:$PATH"\n`;
}

/** In a folder beside the target that takes its place at the end, so that nothing half-written is left there. */
async function make(folder: string, name: string, wanted: { git: boolean; install: boolean }): Promise<void> {
  const draft = join(dirname(folder), `.${basename(folder)}.${process.pid}`);
  const discard = () => rmSync(draft, { recursive: true, force: true });
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => {
      discard();
      process.exit(1);
    });
  try {
    const commit = await commitOf(ROOT);
    generate({ root: ROOT, commit }, draft, name);
    if (wanted.install) await install(draft);
    if (wanted.git) await commitAll(draft);
    // refuses where something was put there meanwhile
    if (existsSync(folder)) rmdirSync(folder);
    renameSync(draft, folder);
  } finally {
    discard();
  }
}

async function install(folder: string): Promise<void> {
  process.stderr.write("· installing the libraries\n");
  // the lockfile is still this repository's: pnpm takes the versions that fit from it
  const { failed, all } = await execa("pnpm", ["install", "--no-frozen-lockfile", "--reporter=append-only"], {
    cwd: folder,
    env: { CI: "true" },
    all: true,
    reject: false,
  });
  if (failed)
    throw new UsageError(
      `The libraries could not be installed, so nothing was made. Try again, or without them: --no-install\n${all}`,
    );
}

/** Null where this repository is an archive without its history. */
async function commitOf(root: string): Promise<string | null> {
  const { stdout, failed } = await execa("git", ["rev-parse", "HEAD"], { cwd: root, reject: false });
  return failed ? null : stdout;
}

async function commitAll(folder: string): Promise<void> {
  const git = (...args: string[]) => execa("git", args, { cwd: folder, reject: false });
  await git("init", "--quiet", "--initial-branch=main");
  await git("add", "--all");
  const { failed, stderr, code } = await git("commit", "--quiet", "--message", "The app as it was made");
  if (!failed) return;
  const why = code === "ENOENT" ? "there is no git here" : `git refused: ${stderr}`;
  process.stderr.write(`Nothing is committed yet, because ${why}\n`);
}

function nameOf(name: string): string {
  if (/^[a-z][a-z0-9-]{0,62}$/.test(name)) return name;
  throw new UsageError(
    `"${name}" cannot be the app's name: it must begin with a letter and have only lower-case letters, digits and hyphens. Choose one: --name NAME`,
  );
}

function requireEmpty(folder: string): void {
  if (!existsSync(folder)) return;
  if (!statSync(folder).isDirectory())
    throw new UsageError(`${folder} is a file. Choose a folder that does not exist yet.`);
  if (readdirSync(folder).length > 0)
    throw new UsageError(`${folder} is not empty. Choose a folder that does not exist yet.`);
}

try {
  await main();
} catch (error) {
  const { code } = error as { code?: string };
  if (!(error instanceof UsageError) && !code?.startsWith("ERR_PARSE_ARGS")) throw error;
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 2;
}
