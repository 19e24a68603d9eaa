import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { LAB_DIR } from "@shop/lab/paths.ts";
import { freePort, requireFreePort } from "@shop/lab/runtime/port.ts";

/** Where the control room is, and the secret that lets a browser in. */
export interface Address {
  readonly port: number;
  readonly token: string;
}

const FILE = join(LAB_DIR, "control-room.json");

/** The port of the last time where that can be, so that a page that is still open learns what happened; always a new token. */
export async function chooseAddress(wanted: number | undefined): Promise<Address> {
  const last = await readFile(FILE, "utf8").then(
    (text) => JSON.parse(text) as Partial<Address>,
    () => ({}) as Partial<Address>,
  );
  if (wanted !== undefined) await requireFreePort(wanted);
  const port = wanted ?? (await stillFree(last.port)) ?? (await freePort());
  await mkdir(LAB_DIR, { recursive: true });
  await writeFile(FILE, JSON.stringify({ port }));
  return { port, token: randomBytes(24).toString("base64url") };
}

export const urlOf = ({ port, token }: Address): string => `http://127.0.0.1:${port}${entranceOf(token)}`;

/** The one path that lets in a browser without a cookie. */
export const entranceOf = (token: string): string => `/?token=${token}`;

async function stillFree(port: number | undefined): Promise<number | undefined> {
  if (port === undefined) return undefined;
  return requireFreePort(port).then(
    () => port,
    () => undefined,
  );
}
