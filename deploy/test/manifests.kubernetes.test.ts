import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { ROOT } from "@shop/lab/paths.ts";
import { beforeAll, describe, expect, test } from "vitest";
import { type Part, podSpec, workloads } from "./parts.ts";
import { type KubernetesObject, OVERLAYS, type Overlay, PRODUCTION, render } from "./render.ts";
import { RULES } from "./rules.ts";
import { schemaProblems } from "./schema.ts";

let rendered: Record<Overlay, KubernetesObject[]>;
beforeAll(async () => {
  const entries = OVERLAYS.map(async (overlay) => [overlay, await render(overlay)] as const);
  rendered = Object.fromEntries(await Promise.all(entries)) as typeof rendered;
});

const find = (objects: readonly KubernetesObject[], kind: string, name: string): Part =>
  objects.find((object) => object.kind === kind && object.metadata.name === name);

const containerOf = (objects: readonly KubernetesObject[], name: string): Part =>
  workloads(objects)
    .flatMap((workload) => podSpec(workload).containers)
    .find((container: Part) => container.name === name);

describe.each(OVERLAYS)("%s", (overlay) => {
  test("keeps to the published schemas", async () => {
    expect((await Promise.all(rendered[overlay].map(schemaProblems))).flat()).toEqual([]);
  });

  test.each(RULES)("$name", ({ problems }) => {
    expect(problems(rendered[overlay])).toEqual([]);
  });

  test("has the images of .env", async () => {
    const { NGINX_IMAGE, REDIS_IMAGE } = parseEnv(await readFile(join(ROOT, ".env"), "utf8"));
    const images = workloads(rendered[overlay]).flatMap((workload) => podSpec(workload).containers);
    const others = images.map(({ image }: Part) => image).filter((image: string) => !/^shop-/.test(image));
    expect([NGINX_IMAGE, REDIS_IMAGE]).toEqual(expect.arrayContaining(others));
  });

  test("has nginx's files as they are here", async () => {
    const file = await readFile(join(ROOT, "nginx", "nginx.conf"), "utf8");
    const maps = rendered[overlay].filter(({ kind }) => kind === "ConfigMap");
    expect(maps.flatMap(({ data = {} }) => data["nginx.conf"] ?? [])).toEqual([file]);
  });
});

describe("the three scenarios", () => {
  const withoutBalancing = (objects: readonly KubernetesObject[]) =>
    JSON.stringify(objects).replace('"key":"cookie.conf"', '"key":"round-robin.conf"');

  test("bug and patch differ by one file of nginx", () => {
    expect(JSON.stringify(rendered["sticky-cookie"])).toContain('"key":"cookie.conf"');
    expect(withoutBalancing(rendered["sticky-cookie"])).toBe(JSON.stringify(rendered.bug));
  });

  test("bug and fix have the same nginx", () => {
    expect(find(rendered.redis, "Deployment", "nginx")).toEqual(find(rendered.bug, "Deployment", "nginx"));
    expect(containerOf(rendered.bug, "shop").image).toMatch(/^shop-memory:/);
    expect(containerOf(rendered.redis, "shop").image).toMatch(/^shop-redis:/);
  });

  test("accounts that are public are not published", () => {
    for (const overlay of ["bug", "sticky-cookie", "redis"] as const)
      expect(find(rendered[overlay], "Service", "nginx").spec.type).toBe("ClusterIP");
  });
});

test("with Sentinels an answer to a change waits for one of two replicas", () => {
  const env = containerOf(rendered.sentinel, "shop").env;
  expect(env).toContainEqual({ name: "REDIS_WAIT", value: "1" });
  expect(find(rendered.sentinel, "StatefulSet", "redis").spec.replicas).toBe(3);
});

test.each(PRODUCTION)("%s is for real customers: TLS, and no setting of the demo", (overlay) => {
  const names = new Map(
    containerOf(rendered[overlay], "shop").env.map(({ name, value }: Part) => [name, value]),
  );
  expect(names.get("SECURE_COOKIES")).toBe("true");
  expect(names.get("NODE_ENV") ?? "production").toBe("production");
  const { ports } = find(rendered[overlay], "Service", "nginx").spec;
  expect(ports.map(({ port }: Part) => port)).toEqual([80, 443]);
  expect(containerOf(rendered[overlay], "nginx").readinessProbe.httpGet.scheme).toBe("HTTPS");
});

const shop = (objects: KubernetesObject[]): Part => find(objects, "Deployment", "shop");
const shopPod = (objects: KubernetesObject[]): Part => podSpec(shop(objects));
const shopContainer = (objects: KubernetesObject[]): Part => containerOf(objects, "shop");

/** For each rule, in their order, a mistake that it must find. */
const MISTAKES: readonly ((objects: KubernetesObject[]) => unknown)[] = [
  (all) => (shopPod(all).securityContext.runAsUser = 0),
  (all) => (shopContainer(all).securityContext.readOnlyRootFilesystem = false),
  (all) => (shopContainer(all).securityContext.capabilities.add = ["NET_ADMIN"]),
  (all) => delete shopContainer(all).resources.limits.memory,
  (all) => delete containerOf(all, "redis").livenessProbe,
  (all) => (containerOf(all, "nginx").image = "nginx:latest"),
  (all) => shopContainer(all).env.push({ name: "SESSION_SECRET", value: "for-the-demo-only" }),
  (all) => (shopContainer(all).volumeMounts[0].name = "elsewhere"),
  (all) => all.push({ apiVersion: "v1", kind: "Secret", metadata: { name: "shop", namespace: "shop" } }),
  (all) => (shop(all).metadata.namespace = "default"),
  (all) => delete shopPod(all).enableServiceLinks,
  (all) => (shop(all).spec.template.metadata.labels = { "app.kubernetes.io/name": "nginx" }),
  (all) => (shop(all).spec.strategy.rollingUpdate.maxUnavailable = 1),
  (all) => (shopPod(all).terminationGracePeriodSeconds = 10),
  (all) => (shopPod(all).topologySpreadConstraints.length = 1),
  (all) => all.splice(all.indexOf(find(all, "PodDisruptionBudget", "shop")), 1),
  (all) => (find(all, "PodDisruptionBudget", "shop").spec.maxUnavailable = 0),
  (all) => (find(all, "Service", "shop").spec.ports[0].targetPort = "https"),
  (all) => (find(all, "NetworkPolicy", "shop").spec.ingress[0].from[0].podSelector.matchLabels = { a: "b" }),
  (all) => all.splice(all.indexOf(find(all, "NetworkPolicy", "nothing")), 1),
  (all) => (shop(all).spec.replicas = 3),
  (all) =>
    all.splice(
      all.findIndex(({ kind }) => kind === "ConfigMap"),
      1,
    ),
  (all) => (shopPod(all).volumes = []),
];

test.each(RULES.map((rule, i) => ({ rule, name: rule.name, mistake: MISTAKES[i] })))(
  "a mistake is found: $name",
  ({ rule, mistake }) => {
    const objects = structuredClone(rendered.redis);
    mistake?.(objects);
    expect(rule.problems(objects)).not.toEqual([]);
  },
);

test.each<[string, (container: Part) => unknown, string]>([
  ["a misspelt field", (container) => (container.lifecyle = {}), "/spec/template/spec/containers/0/lifecyle"],
  ["a wrong type", (container) => (container.image = 3), "/spec/template/spec/containers/0/image"],
  ["a missing name", (container) => delete container.name, "name"],
])("the schemas find %s", async (_what, makeMistake, problem) => {
  const deployment = structuredClone(shop(rendered.bug));
  makeMistake(podSpec(deployment).containers[0]);
  expect((await schemaProblems(deployment)).join()).toContain(problem);
});
