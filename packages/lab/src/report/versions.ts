import { release, type } from "node:os";
import { composeVariable } from "../env-file.ts";
import { locateTools } from "../runtime/native/tools.ts";
import type { RuntimeName } from "../runtime/runtime.ts";

/** Versions of what a run was made with. Null where unknown. */
export interface Versions {
  /** The lab's own; with the native runtime also the shop's. */
  readonly node: string;
  /** A version, or the image's name where the runtime is Docker's. */
  readonly nginx: string | null;
  /** A version, or the image's name where the runtime is Docker's. May be Valkey. */
  readonly redis: string | null;
  /** The kernel's name and release. */
  readonly os: string;
}

/** The versions that this machine has for a runtime. */
export async function versionsOf(runtime: RuntimeName): Promise<Versions> {
  const services = runtime === "native" ? await programs() : images();
  return { node: process.versions.node, ...services, os: `${type()} ${release()}` };
}

const images = () => ({
  nginx: composeVariable("NGINX_IMAGE") || null,
  redis: composeVariable("REDIS_IMAGE") || null,
});

async function programs(): Promise<Pick<Versions, "nginx" | "redis">> {
  const { nginx, redis } = await locateTools();
  return { nginx: nginx?.version ?? null, redis: redis?.version ?? null };
}
