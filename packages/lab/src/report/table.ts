import { stripVTControlCharacters } from "node:util";

/** Rows as lines of aligned columns, the first row as heading. Cells may be coloured. */
export function table(rows: readonly (readonly string[])[]): string {
  const width = (cell: string) => stripVTControlCharacters(cell).length;
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => width(row[column] ?? ""))));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell + " ".repeat((widths[column] ?? 0) - width(cell)))
      .join("   ")
      .trimEnd();
  const [heading = [], ...body] = rows;
  return [line(heading), widths.map((columns) => "─".repeat(columns)).join("   "), ...body.map(line)].join(
    "\n",
  );
}
