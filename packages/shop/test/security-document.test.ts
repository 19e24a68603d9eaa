import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

/** The number of requirements in each section of the chapters, in ASVS 5.0.0: https://github.com/OWASP/ASVS/tree/v5.0.0_release/5.0/en */
const REQUIREMENTS: Readonly<Record<string, number>> = {
  ...{ 3.1: 1, 3.2: 3, 3.3: 5, 3.4: 8, 3.5: 8, 3.6: 1, 3.7: 5 },
  ...{ 4.1: 5, 4.2: 5, 4.3: 2, 4.4: 4 },
  ...{ 6.1: 3, 6.2: 12, 6.3: 8, 6.4: 6, 6.5: 8, 6.6: 4, 6.7: 2, 6.8: 4 },
  ...{ 7.1: 3, 7.2: 4, 7.3: 2, 7.4: 5, 7.5: 3, 7.6: 2 },
  ...{ 13.1: 4, 13.2: 6, 13.3: 4, 13.4: 7 },
  ...{ 16.1: 1, 16.2: 5, 16.3: 4, 16.4: 3, 16.5: 4 },
};

const PAGE = join(import.meta.dirname, "..", "..", "..", "docs", "security.md");
const page = readFileSync(PAGE, "utf8");

const files = new Map(
  [...page.matchAll(/^\[(.+)\]: (.+)$/gm)].map(([, label = "", path = ""]) => [
    label,
    join(dirname(PAGE), path),
  ]),
);
const rows = [...page.matchAll(/^\| (?<numbers>\d.+?) \| .+? \| (?<verdict>.+) \|$/gm)].map(
  ({ groups: { numbers = "", verdict = "" } = {} }) => ({ numbers, verdict }),
);

/** "6.5.1 to 6.5.3, 6.8.1 (L2)" as four numbers. */
function expand(numbers: string): string[] {
  return [...numbers.matchAll(/(\d+\.\d+)\.(\d+)(?: to \1\.(\d+))?/g)].flatMap(
    ([, section, first, last = first]) =>
      Array.from({ length: Number(last) - Number(first) + 1 }, (_, i) => `${section}.${Number(first) + i}`),
  );
}

/** Every test that a text quotes, with the label of the file before it. */
function quotedTests(text: string): { label: string; name: string }[] {
  const quotes = [];
  let label = "";
  for (const [, file, name] of text.matchAll(/\[([^\]]+)\]|"([^"]+)"/g)) {
    if (file) label = file;
    else if (name && label) quotes.push({ label, name });
  }
  return quotes;
}

test("lists every requirement of its chapters exactly once", () => {
  const all = Object.entries(REQUIREMENTS).flatMap(([section, count]) =>
    expand(`${section}.1 to ${section}.${count}`),
  );
  const chapterOf = (number: string) => number.split(".")[0];
  const chapters = new Set(all.map(chapterOf));
  const listed = rows.flatMap(({ numbers }) => expand(numbers));
  const ofChapters = listed.filter((number) => chapters.has(chapterOf(number)));
  expect(ofChapters.toSorted()).toEqual(all.toSorted());
});

test("names only files that exist, and links each of them", () => {
  for (const [label, path] of files) expect(existsSync(path), label).toBe(true);
  const [text = ""] = page.split("\n[.dockerignore]: ");
  const named = [...text.matchAll(/\[([^\]]+)\](?!\()/g)].map(([, label]) => label);
  expect([...new Set(named)].toSorted()).toEqual([...files.keys()].toSorted());
});

test("quotes only tests that are in the file named before them", () => {
  const missing = rows
    .flatMap(({ verdict }) => quotedTests(verdict))
    .filter(({ label, name }) => !readFileSync(files.get(label) ?? "", "utf8").includes(`"${name}"`));
  expect(missing).toEqual([]);
});

test("has a verdict for every requirement, and calls none met without a test", () => {
  for (const { numbers, verdict } of rows) {
    expect(verdict, numbers).toMatch(/^(Met by |Left to the app's owner|Does not apply: )/);
    if (!verdict.startsWith("Met by ")) continue;
    const [, shown = ""] = verdict.split(/shown (?:over HTTP )?by /i);
    expect(quotedTests(shown), numbers).not.toEqual([]);
  }
});
