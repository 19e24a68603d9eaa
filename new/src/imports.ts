import { readFileSync } from "node:fs";
import { dirname, join, posix, relative } from "node:path";
import { placeOf } from "./manifest.ts";

/** `from "…"`, `import "…"`, `import("…")`, `new URL("…"` with a relative path or a package of ours. */
const SPECIFIER = /((?:from|import)\s*\(?\s*|new URL\(\s*)"(\.{1,2}\/[^"]+|@shop\/[^"]+)"/g;
/** A file of a package that a comment or a message names. */
const MENTION = /\bpackages\/[\w./-]+\.\w+/g;
const FOLDER = /join\(import\.meta\.dirname((?:, "[^"]+")+)\)/g;

/** The text of any file with the names of others as they are in the new app. */
export const moveMentions = (text: string): string => text.replace(MENTION, (path) => placeOf(path) ?? path);

/**
 * The text of a source file with its imports as they must be in the new app, where all packages are one. Throws where the file
 * imports one that is left out.
 */
export function moveImports(root: string, file: string, text: string): string {
  const from = dirname(placeOf(file) as string);
  const moved = (target: string): string => {
    const place = placeOf(target);
    if (!place)
      throw new Error(`${file} imports ${target}, which a new app does not get (new/src/manifest.ts).`);
    return relative(from, place);
  };
  return text
    .replace(SPECIFIER, (_, before: string, specifier: string) => {
      const path = moved(targetOf(root, file, specifier));
      return `${before}"${path.startsWith(".") ? path : `./${path}`}"`;
    })
    .replace(FOLDER, (whole, names: string) => {
      const segments = [...names.matchAll(/"([^"]+)"/g)].map(([, name = ""]) => name);
      if (segments[0] !== "..") return whole;
      const path = moved(posix.join(dirname(file), ...segments));
      return `join(import.meta.dirname, ${path
        .split("/")
        .map((name) => JSON.stringify(name))
        .join(", ")})`;
    });
}

/** The file that a specifier stands for, as a path from the root. */
function targetOf(root: string, file: string, specifier: string): string {
  if (!specifier.startsWith("@shop/")) return posix.join(dirname(file), specifier);
  const [, name = "", ...rest] = specifier.split("/");
  const folder = `packages/${name}`;
  const { exports } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
  const wanted = [".", ...rest].join("/");
  for (const [key, target] of Object.entries<string>(exports)) {
    if (key === wanted) return posix.join(folder, target);
    const [before = "", after] = key.split("*");
    if (after !== undefined && wanted.startsWith(before) && wanted.endsWith(after))
      return posix.join(
        folder,
        target.replace("*", wanted.slice(before.length, wanted.length - after.length)),
      );
  }
  throw new Error(`${file} imports ${specifier}, which packages/${name} does not export.`);
}
