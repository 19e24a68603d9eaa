import type { KubernetesObject } from "./render.ts";

export type Labels = Readonly<Record<string, string>>;
// biome-ignore lint/suspicious/noExplicitAny: parts of an object that the schemas have validated
export type Part = any;

export const ofKind = (objects: readonly KubernetesObject[], ...kinds: string[]) =>
  objects.filter(({ kind }) => kinds.includes(kind));

export const workloads = (objects: readonly KubernetesObject[]) =>
  ofKind(objects, "Deployment", "StatefulSet");

export const podSpec = (workload: KubernetesObject): Part => workload.spec.template.spec;

export const podLabels = (workload: KubernetesObject): Labels => workload.spec.template.metadata.labels;

export const selects = (selector: Labels | undefined, labels: Labels) =>
  Object.entries(selector ?? {}).every(([name, value]) => labels[name] === value);

export const matchesOneWorkload = (selector: Labels | undefined, all: readonly KubernetesObject[]) =>
  workloads(all).filter((workload) => selects(selector, podLabels(workload))).length === 1;

export const containerPorts = (all: readonly KubernetesObject[], selector: Labels): string[] =>
  workloads(all)
    .filter((workload) => selects(selector, podLabels(workload)))
    .flatMap((workload) => podSpec(workload).containers)
    .flatMap(({ ports = [] }) => ports.map((port: Part) => port.name));

/** Every pod that a NetworkPolicy names in a rule of its own. */
export const peers = ({ spec }: KubernetesObject): Part[] =>
  [...(spec.ingress ?? []), ...(spec.egress ?? [])]
    .flatMap((rule: Part) => rule.from ?? rule.to ?? [])
    .filter((peer: Part) => peer.podSelector)
    .map((peer: Part) => peer.podSelector.matchLabels);

/** What a pod mounts or reads from objects of a kind. */
export function references(workload: KubernetesObject, kind: "configMap" | "secret"): string[] {
  const { volumes = [], containers } = podSpec(workload);
  const mounted = volumes.flatMap((volume: Part) => [volume, ...(volume.projected?.sources ?? [])]);
  const names = mounted.map((source: Part) => source[kind]?.name ?? source[kind]?.secretName);
  const env = containers.flatMap(({ env = [] }) => env);
  const keyRef = kind === "secret" ? "secretKeyRef" : "configMapKeyRef";
  return [...names, ...env.map((variable: Part) => variable.valueFrom?.[keyRef]?.name)].filter(Boolean);
}

/** A password in a URL, or a variable whose name says that it is a secret and that has its value in the manifest. */
export const revealsSecret = ({ name, value = "" }: Part) =>
  /:\/\/[^/@]*:[^/@]+@/.test(value) || (/(SECRET|PASSWORD|TOKEN|KEY)$/.test(name) && value !== "");
