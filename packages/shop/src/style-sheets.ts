import { join } from "node:path";
import { BASE, BUTTONS, TABLES, TOKENS } from "@shop/style";

const PARTS = ["layout", "masthead", "forms", "tables", "catalogue", "cart", "order", "sign-in", "blank"];

/** Paths of the shop's style sheets: where two rules weigh the same, the later one holds. */
export const STYLE_SHEETS: readonly string[] = [
  ...[TOKENS, BASE, BUTTONS, TABLES],
  ...PARTS.map((name) => join(import.meta.dirname, "styles", `${name}.css`)),
];
