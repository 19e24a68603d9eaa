import { randomBytes } from "node:crypto";
import { cpSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { execaSync } from "execa";
import { composeFile, observeFile, productionEnvironment, productionFile } from "./compose-file.ts";
import { DOCKERIGNORE, dockerfile } from "./dockerfile.ts";
import { productionPage, settingsOfApp } from "./documents.ts";
import { moveImports, moveMentions } from "./imports.ts";
import { placeOf, ROOTS, SINGLE_FILES } from "./manifest.ts";
import { packageFile } from "./package-file.ts";

/** What a new app is made of. */
export interface Source {
  /** This repository. */
  readonly root: string;
  /** Null where git does not know. */
  readonly commit: string | null;
}

/** Writes the files of a new app into a folder: those that the demo runs, and what only a new app has (new/app). */
export function generate({ root, commit }: Source, folder: string, name: string): void {
  const read = (file: string) => readFileSync(join(root, file), "utf8");
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  for (const file of filesOf(root)) {
    const place = placeOf(file);
    if (!place) continue;
    // keeps the mode: scripts/secrets can be executed
    cpSync(join(root, file), join(folder, place));
    const text = moveMentions(read(file));
    write(place, file.endsWith(".ts") ? moveImports(root, file, text) : text);
  }
  cpSync(join(root, "new", "app"), folder, { recursive: true });
  write("README.md", read("new/app/README.md").replaceAll("{name}", name));
  write("package.json", packageFile(root, name, commit));
  write("pnpm-lock.yaml", read("pnpm-lock.yaml"));
  write("docker-compose.yml", composeFile(read("docker-compose.yml"), name));
  write("compose.prod.yml", productionFile(read("compose.prod.yml")));
  write("compose.observe.yml", observeFile(read("compose.observe.yml")));
  write("production.env", productionEnvironment(read("production.env"), name));
  write("docs/production.md", productionPage(read("docs/production.md")));
  write("docs/settings.md", settingsOfApp());
  write("Dockerfile", dockerfile(read("Dockerfile")));
  write(".dockerignore", DOCKERIGNORE);
  write(".gitignore", "node_modules/\n.env\nsecrets/\ncertificates/tls/\n");
  write(".env", environment(read(".env")));
  write("biome.json", read("biome.json"));
  write("tsconfig.json", compilerOptions(read("tsconfig.json")));
  // imports have other lengths and another order now
  const biome = join(root, "node_modules", ".bin", "biome");
  execaSync(biome, ["check", "--write", "--vcs-enabled=false", "."], { cwd: folder });
}

/**
 * The files here that a rule is about. Without git, because a downloaded archive has none. Stays out of node_modules, where pnpm
 * links packages to each other in circles.
 */
function filesOf(root: string): string[] {
  const patterns = ROOTS.map((folder) => `${folder}/**`);
  const files = globSync(patterns, { cwd: root, exclude: ["**/node_modules"], withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(root, join(parentPath, name)));
  return [...files, ...SINGLE_FILES];
}

/** The settings of this repository's .env that a new app has, with a secret of its own. */
function environment(text: string): string {
  const value = (variable: string) => new RegExp(`^${variable}=(.*)$`, "m").exec(text)?.[1] ?? "";
  const pinned = (...variables: string[]) =>
    variables.map((variable) => `${variable}=${value(variable)}`).join("\n");
  return `# Not in git: it has a secret. Where the app is on this machine:
PORT=8080

# The one place for the versions of images.
${pinned("NODE_IMAGE", "NGINX_IMAGE", "REDIS_IMAGE")}

# Only for compose.observe.yml.
${pinned("PROMETHEUS_IMAGE", "REDIS_EXPORTER_IMAGE", "NGINX_EXPORTER_IMAGE", "GRAFANA_IMAGE")}

# Signs cookies. Another machine gets another one: openssl rand -base64 32
SESSION_SECRET=${randomBytes(32).toString("base64url")}
`;
}

function compilerOptions(text: string): string {
  const { compilerOptions: options } = JSON.parse(text);
  return `${JSON.stringify({ compilerOptions: options, include: ["src", "test", "scripts", "vitest.config.ts"] }, null, 2)}\n`;
}
