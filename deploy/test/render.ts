import { join } from "node:path";
import { ROOT } from "@shop/lab/paths.ts";
import { execa } from "execa";
import { parseAllDocuments } from "yaml";

/** The overlays of deploy/kubernetes. */
export const OVERLAYS = ["bug", "sticky-cookie", "redis", "sentinel", "provider"] as const;
export type Overlay = (typeof OVERLAYS)[number];

export const PRODUCTION: readonly Overlay[] = ["sentinel", "provider"];

/** As much of a Kubernetes object as the rules look at. */
export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; labels?: Record<string, string> };
  // biome-ignore lint/suspicious/noExplicitAny: validated against the published schemas, so that rules may read what they need
  spec?: any;
  data?: Record<string, string>;
}

/** What `kubectl apply -k` would send to a cluster. */
export async function render(overlay: Overlay): Promise<KubernetesObject[]> {
  const folder = join(ROOT, "deploy", "kubernetes", "overlays", overlay);
  const { stdout } = await execa("kubectl", ["kustomize", folder]);
  return parseAllDocuments(stdout).map((document) => document.toJS());
}
