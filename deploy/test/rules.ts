import {
  containerPorts,
  matchesOneWorkload,
  ofKind,
  type Part,
  peers,
  podLabels,
  podSpec,
  references,
  revealsSecret,
  selects,
  workloads,
} from "./parts.ts";
import type { KubernetesObject } from "./render.ts";

/** What must hold for the objects of a deployment, beyond what the schemas demand. */
export interface Rule {
  readonly name: string;
  /** A sentence for each violation. */
  problems(objects: readonly KubernetesObject[]): string[];
}

/** A rule about each container of the workloads. `isRight` gets the container and its pod's spec. */
const everyContainer = (name: string, isRight: (container: Part, pod: Part) => unknown): Rule => ({
  name,
  problems: (objects) =>
    workloads(objects).flatMap((workload) =>
      podSpec(workload)
        .containers.filter((container: Part) => !isRight(container, podSpec(workload)))
        .map((container: Part) => `${workload.kind} ${workload.metadata.name}: ${container.name}`),
    ),
});

/** A rule about each object of a kind. */
const every = (
  name: string,
  kinds: readonly string[],
  isRight: (object: KubernetesObject, all: readonly KubernetesObject[]) => unknown,
): Rule => ({
  name,
  problems: (objects) =>
    ofKind(objects, ...kinds)
      .filter((object) => !isRight(object, objects))
      .map(({ kind, metadata }) => `${kind} ${metadata.name}`),
});

export const RULES: readonly Rule[] = [
  everyContainer("runs as a user who is not root", (_, { securityContext }) => {
    return securityContext?.runAsNonRoot && securityContext.runAsUser > 0;
  }),
  everyContainer(
    "cannot write to its image",
    ({ securityContext }) => securityContext?.readOnlyRootFilesystem,
  ),
  everyContainer("has no privileges and gains none", ({ securityContext }, { securityContext: pod }) => {
    const { allowPrivilegeEscalation, capabilities } = securityContext ?? {};
    const isBare = allowPrivilegeEscalation === false && capabilities?.drop?.includes("ALL");
    return isBare && !capabilities.add && pod?.seccompProfile?.type === "RuntimeDefault";
  }),
  everyContainer("has requests and limits", ({ resources }) => {
    const { requests, limits } = resources ?? {};
    return requests?.cpu && requests.memory && limits?.cpu && limits.memory;
  }),
  everyContainer("has probes for readiness and life", (container) => {
    return container.readinessProbe && container.livenessProbe;
  }),
  everyContainer("has an image with a fixed version", ({ image }) => {
    return /@sha256:|:[0-9]/.test(image) && !image.endsWith(":latest");
  }),
  everyContainer("has no secret in its environment", ({ env = [] }) => !env.some(revealsSecret)),
  everyContainer("mounts volumes that there are", ({ volumeMounts = [] }, { volumes = [] }) => {
    const names = [...volumes.map((volume: Part) => volume.name), "data"];
    return volumeMounts.every(({ name }: Part) => names.includes(name));
  }),
  every("no Secret is in the repository", ["Secret"], () => false),
  every("everything is in the namespace that restricts its pods", ["Namespace"], ({ metadata }, all) => {
    const isRestricted = metadata.labels?.["pod-security.kubernetes.io/enforce"] === "restricted";
    const others = all.filter(({ kind }) => kind !== "Namespace");
    return isRestricted && others.every((other) => other.metadata.namespace === metadata.name);
  }),
  every(
    "pods get no token of the cluster, and no variables of its Services",
    ["Deployment", "StatefulSet"],
    (workload) => {
      const { automountServiceAccountToken, enableServiceLinks } = podSpec(workload);
      return automountServiceAccountToken === false && enableServiceLinks === false;
    },
  ),
  every("a workload selects its own pods", ["Deployment", "StatefulSet"], (workload, all) => {
    const selector = workload.spec.selector.matchLabels;
    return selects(selector, podLabels(workload)) && matchesOneWorkload(selector, all);
  }),
  every("a release takes nothing away before its successor is ready", ["Deployment"], ({ spec }) => {
    return spec.strategy?.rollingUpdate?.maxUnavailable === 0;
  }),
  every("a pod that ends serves on for a while, and has time for it", ["Deployment"], (deployment) => {
    const { containers, terminationGracePeriodSeconds } = podSpec(deployment);
    const waits = containers.map(({ lifecycle }: Part) => lifecycle?.preStop?.sleep?.seconds ?? 0);
    return Math.min(...waits) >= 2 && terminationGracePeriodSeconds >= Math.max(...waits) + 10;
  }),
  every("pods are spread over nodes", ["Deployment"], (deployment) => {
    const spread: Part[] = podSpec(deployment).topologySpreadConstraints ?? [];
    const ofItsOwn = spread.filter(({ labelSelector }) =>
      selects(labelSelector.matchLabels, podLabels(deployment)),
    );
    return ofItsOwn.some(({ topologyKey }) => topologyKey === "kubernetes.io/hostname");
  }),
  every("a Deployment has a PodDisruptionBudget", ["Deployment"], (deployment, all) => {
    const budgets = ofKind(all, "PodDisruptionBudget");
    return budgets.some(({ spec }) => selects(spec.selector.matchLabels, podLabels(deployment)));
  }),
  every(
    "a PodDisruptionBudget is about one workload, and lets it be drained",
    ["PodDisruptionBudget"],
    ({ spec }, all) => {
      return matchesOneWorkload(spec.selector.matchLabels, all) && spec.maxUnavailable >= 1;
    },
  ),
  every("a Service selects one workload and names ports that it has", ["Service"], ({ spec }, all) => {
    const ports = containerPorts(all, spec.selector);
    const hasAll = spec.ports.every(({ targetPort }: Part) => ports.includes(targetPort));
    return matchesOneWorkload(spec.selector, all) && hasAll;
  }),
  every("a NetworkPolicy is about pods that there are", ["NetworkPolicy"], (policy, all) => {
    const own = policy.spec.podSelector.matchLabels;
    return [own ?? [], ...peers(policy)].flat().every((labels) => matchesOneWorkload(labels, all));
  }),
  {
    name: "what no NetworkPolicy allows is forbidden",
    problems(objects) {
      const all = ofKind(objects, "NetworkPolicy");
      const nothing = all.some(({ spec }) => {
        const isForAll = Object.keys(spec.podSelector).length === 0 && spec.policyTypes.length === 2;
        return isForAll && !spec.ingress && !spec.egress;
      });
      return nothing ? [] : ["no NetworkPolicy forbids everything"];
    },
  },
  every(
    "an autoscaler is about a Deployment that has no count of its own",
    ["HorizontalPodAutoscaler"],
    ({ spec }, all) => {
      const target = all.find(({ kind, metadata }) => {
        return kind === spec.scaleTargetRef.kind && metadata.name === spec.scaleTargetRef.name;
      });
      return target && target.spec.replicas === undefined && spec.minReplicas >= 2;
    },
  ),
  every("ConfigMaps that pods mount are there", ["Deployment", "StatefulSet"], (workload, all) => {
    const names = ofKind(all, "ConfigMap").map(({ metadata }) => metadata.name);
    return references(workload, "configMap").every((name) => names.includes(name));
  }),
  every("the shop gets its secret by reference", ["Deployment"], (deployment) => {
    return deployment.metadata.name !== "shop" || references(deployment, "secret").includes("shop");
  }),
];
