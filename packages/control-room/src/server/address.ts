import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { LAB_DIR } from "@shop/lab/paths.ts";
import { freePort, requireFreePort } from "@shop/lab/runtime/port.ts";

/** The control room's port on 127.0.0.1, and the secret that lets a browser in. */
export interface Address {
  readonly port: number;
  readonly token: string;
}

/**
 * Chooses the port and makes a new token. Without a wanted port it takes the one of the last time if that is free, so that a page
 * which is still open notices that the control room was restarted. `folder` remembers that port.
 *
 * @throws LabError if the wanted port is taken.
 */
export async function chooseAddress(wanted: number | undefined, folder = LAB_DIR): Promise<Address> {
  const file = join(folder, "control-room.json");
  if (wanted !== undefined) await requireFreePort(wanted);
  const port = wanted ?? (await ifFree(await portIn(file))) ?? (await freePort());
  await mkdir(folder, { recursive: true });
  await writeFile(file, JSON.stringify({ port }));
  return { port, token: randomBytes(24).toString("base64url") };
}

/** The URL to print, with the token in it. */
export const urlOf = ({ port, token }: Address): string => `http://127.0.0.1:${port}${signInPath(token)}`;

/** The one path that a browser may ask for without the cookie. */
export const signInPath = (token: string): string => `/?token=${token}`;

/** The port of the last time; undefined where the file is missing or damaged: any free port will do then. */
async function portIn(file: string): Promise<number | undefined> {
  try {
    const { port } = JSON.parse(await readFile(file, "utf8"));
    return Number.isInteger(port) ? port : undefined;
  } catch {
    return undefined;
  }
}

async function ifFree(port: number | undefined): Promise<number | undefined> {
  if (port === undefined) return undefined;
  return requireFreePort(port).then(
    () => port,
    () => undefined,
  );
}
