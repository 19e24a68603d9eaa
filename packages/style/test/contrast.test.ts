import { describe, expect, test } from "vitest";
import { REPLICAS } from "../src/replicas.ts";
import { joinStyleSheets, TOKENS } from "../src/style.ts";

type Colours = ReadonlyMap<string, string>;

const replicas = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => `replica-${n}`);

/** Which colours stand on which, with the least contrast of WCAG 2.2 AA: 4.5 for text, 3 for the edges of fields and buttons. */
const PAIRS: readonly (readonly [least: number, colour: string, grounds: readonly string[]])[] = [
  ...["ink", "soft", "accent", "error", "doubt"].map((text) => [4.5, text, ["paper", "bar"]] as const),
  ...["accent", "error", "warn"].map((ground) => [4.5, `on-${ground}`, [ground]] as const),
  ...replicas.map((replica) => [4.5, replica, ["paper"]] as const),
  [4.5, "on-replica", replicas],
  [4.5, "ink", ["pale"]],
  [3, "edge", ["paper", "bar"]],
];

describe.each(["light", "dark"] as const)("contrast in the %s theme", (theme) => {
  const colours = coloursIn(theme);
  test.each(PAIRS)("at least %d: %s", (least, colour, grounds) => {
    for (const ground of grounds)
      expect(contrast(colours, colour, ground), `on ${ground}`).toBeGreaterThanOrEqual(least);
  });
});

/** Each sheet says the colours of the light theme first, then those that differ in the dark one. */
function coloursIn(theme: "light" | "dark"): Colours {
  const [light, dark] = [0, 1].map((i) =>
    [TOKENS, REPLICAS].map((path) => joinStyleSheets([path]).split("@media")[i]).join(""),
  );
  const colours = `${light}${theme === "dark" ? dark : ""}`.matchAll(/--(?<name>[\w-]+): #(?<hex>\w+);/g);
  return new Map(Array.from(colours, ({ groups }) => [groups?.name ?? "", groups?.hex ?? ""]));
}

function contrast(colours: Colours, ...names: readonly [string, string]): number {
  const [dark = 0, bright = 0] = names
    .map((name) => luminance(colours.get(name) ?? ""))
    .toSorted((a, b) => a - b);
  return (bright + 0.05) / (dark + 0.05);
}

/** Relative luminance as WCAG defines it, of a colour in three or six hexadecimal digits. */
function luminance(hex: string): number {
  const pairs = hex.length === 3 ? Array.from(hex, (digit) => digit + digit) : hex.match(/../g);
  const [red = 0, green = 0, blue = 0] = (pairs ?? []).map((pair) => {
    const part = Number.parseInt(pair, 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
