import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

type Versions = Record<string, string>;
interface Manifest {
  readonly dependencies?: Versions;
  readonly devDependencies?: Versions;
  readonly packageManager?: string;
  readonly engines?: Versions;
}

/** Packages whose code a new app gets. Libraries that only their tests need are development dependencies. */
const MERGED = ["packages/shop", "packages/state", "packages/style", "apps/shop-redis"];
const TOOLS = ["@biomejs/biome", "@types/node", "fast-check", "typescript", "vitest"];

/** The package.json of a new app: the libraries of the packages that it is made of, at the versions of the catalog. */
export function packageFile(root: string, name: string, commit: string | null): string {
  const read = (folder: string): Manifest =>
    JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
  const { catalog } = parse(readFileSync(join(root, "pnpm-workspace.yaml"), "utf8")) as { catalog: Versions };
  const { packageManager, engines } = read(".");
  const manifests = MERGED.map(read);
  const named = (sets: readonly (Versions | undefined)[]) =>
    [...new Set(sets.flatMap((set) => Object.keys(set ?? {})))].filter((library) => library in catalog);
  const dependencies = named(manifests.map((manifest) => manifest.dependencies));
  const others = [...named(manifests.map((manifest) => manifest.devDependencies)), ...TOOLS];
  const pinned = (libraries: readonly string[]) =>
    Object.fromEntries(libraries.toSorted().map((library) => [library, catalog[library]]));
  return `${JSON.stringify(
    {
      name,
      private: true,
      type: "module",
      packageManager,
      engines,
      ...(commit && { generatedFrom: commit }),
      scripts: {
        dev: "node scripts/dev.ts",
        start: "node src/main.ts",
        test: "vitest run",
        check: "biome ci . && tsc --noEmit",
        fix: "biome check --write .",
      },
      dependencies: pinned(dependencies),
      devDependencies: pinned([...new Set(others)].filter((library) => !dependencies.includes(library))),
    },
    null,
    2,
  )}\n`;
}
