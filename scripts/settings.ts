import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { SettingsSchema } from "../packages/shop/src/settings-schema.ts";

/** Where the page is kept. */
export const SETTINGS_PAGE = join(import.meta.dirname, "..", "docs", "settings.md");

/** A setting, as the page shows it. */
interface Setting {
  readonly type: string;
  readonly description: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
}

/** The page in docs/ about the shop's settings, from their schema. */
export function settingsPage(): string {
  const { properties, required } = SettingsSchema;
  const rows = Object.entries<Setting>(properties).map(([name, setting]) => {
    const isRequired = (required as readonly string[]).includes(name);
    return `| \`${name}\` | ${valuesOf(setting)} | ${isRequired ? "none: set it" : defaultOf(setting)} | ${setting.description}. |`;
  });
  return `# Settings

<!-- Written by scripts/settings from packages/shop/src/settings-schema.ts: change that, not this. -->

The shop reads these variables of its environment when it starts. With a value that is not allowed, it does not start: it ends with
one sentence that names the variable. The same happens where a setting is misspelt: a variable whose name, but for case and
underscores, is one mistake away from a setting that is not set (two from 13 letters on; a mistake is a letter too many, too few,
wrong, or swapped with its neighbour). Nothing is taken for \`NODE_ENV\`, \`HOST\`, \`PORT\`, \`REPLICA\` and \`LOG_LEVEL\`, whose names
other programs use, too. All other variables are ignored, whatever they begin with.

| variable | values | default | what it is |
| --- | --- | --- | --- |
${rows.join("\n")}

What is around the shop has settings of its own: nginx in [\`nginx/\`](../nginx), Redis in [\`redis/\`](../redis), versions of images and
the port on your machine in [\`.env\`](../.env), and those of production in [\`production.env\`](../production.env), which
[production.md](production.md) explains.
`;
}

function valuesOf({ type, enum: values, minimum, maximum }: Setting): string {
  if (values) return values.map((value) => `\`${value}\``).join(", ");
  if (type === "boolean") return "`true`, `false`";
  if (type !== "integer") return "text";
  return maximum === undefined ? `a whole number from ${minimum}` : `${minimum} to ${maximum}`;
}

const defaultOf = ({ default: value }: Setting) => (value === "" ? "empty" : `\`${value}\``);

if (import.meta.main) await writeFile(SETTINGS_PAGE, settingsPage());
