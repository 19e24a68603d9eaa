import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Eta } from "eta";

/**
 * Compiles all templates in a folder, so that a broken one stops the start. Their names are "@" and the path in it, as in
 * "@partials/header": from such a name Eta gets to the template without resolving a path each time, which took longer than rendering.
 */
export function loadTemplates(folder: string): Eta {
  const eta = new Eta();
  for (const file of globSync("**/*.eta", { cwd: folder }))
    eta.loadTemplate(
      `@${file.replaceAll("\\", "/").replace(/\.eta$/, "")}`,
      readFileSync(join(folder, file), "utf8"),
    );
  return eta;
}
