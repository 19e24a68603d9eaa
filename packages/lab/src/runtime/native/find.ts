import { access, constants } from "node:fs/promises";
import { delimiter, join } from "node:path";

/** Where a program is: on PATH, or where servers are installed; null where it is not. */
export async function find(program: string): Promise<string | null> {
  const folders = [
    ...(process.env.PATH ?? "").split(delimiter),
    "/usr/sbin",
    "/usr/local/sbin",
    "/opt/homebrew/bin",
  ];
  for (const folder of folders) {
    const path = join(folder, program);
    if (
      await access(path, constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return path;
  }
  return null;
}
