import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { SETTINGS_PAGE, settingsPage } from "../../../scripts/settings.ts";

test("docs/settings.md says what the schema says; after a change: scripts/settings", () => {
  expect(readFileSync(SETTINGS_PAGE, "utf8")).toBe(settingsPage());
});
