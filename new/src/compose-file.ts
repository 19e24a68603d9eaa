import { type Document, parseDocument, type Scalar, type YAMLMap, type YAMLSeq } from "yaml";

/** The services that have no place in an app with one way to keep its state. */
const LEFT_OUT = ["nginx-bug", "nginx-sticky-ip", "nginx-sticky-cookie", "shop-memory"];

const HEADING = `# The app behind nginx, and its Redis: docker compose up
# Replicas: docker compose up --scale shop=5
`;

const PRODUCTION_HEADING = `# Production: what docker-compose.yml needs to meet the internet. docs/production.md says how to start it:
#
#   scripts/secrets
#   export COMPOSE_ENV_FILES=.env,production.env
#   docker compose up --build --detach --wait
#
# The app refuses to start with accounts for development: first put your own in place of src/accounts/development.ts.
`;

const OBSERVE_HEADING = `# Figures and alerts:
#
#   docker compose -f docker-compose.yml -f compose.observe.yml up --build --wait
#
# Prometheus is at http://localhost:9090; with --profile grafana as well, Grafana is at http://localhost:3000.
`;

const NAMES: Readonly<Record<string, string>> = { "nginx-redis": "nginx", "shop-redis": "shop" };
/** The comment with which a Compose file begins. */
const OWN_HEADING = /^(#.*\n)+/;

const STYLE = { lineWidth: 110, flowCollectionPadding: true };

/** The Compose file of a new app: this repository's with the one profile that a new app has, without its name. */
export function composeFile(text: string, name: string): string {
  const document = parseDocument(text.replace(OWN_HEADING, HEADING));
  document.set("name", name);
  document.delete("include");
  leaveOutAffinity(document);
  keepOneScenario(document);
  document.deleteIn(["networks", "memory"]);
  // the comments before services tell those of the scenarios apart
  for (const service of [document.get("services"), ...keysOf(document.get("services"))] as {
    commentBefore?: string;
  }[])
    delete service.commentBefore;
  document.setIn(
    ["services", "nginx", "depends_on"],
    document.createNode({ shop: { condition: "service_healthy" } }, { flow: true }),
  );
  document.setIn(["services", "shop", "networks"], document.createNode(["shared", "store"], { flow: true }));
  document.deleteIn(["services", "shop", "build", "args", "APP"]);
  document.setIn(
    ["x-shop", "develop", "watch"],
    document.createNode([{ action: "rebuild", path: "./src" }], { flow: false }),
  );
  return document.toString(STYLE);
}

/** compose.prod.yml of a new app. */
export function productionFile(text: string): string {
  const document = parseDocument(text.replace(OWN_HEADING, PRODUCTION_HEADING));
  leaveOutAffinity(document);
  rename(document);
  return document.toString(STYLE);
}

/** compose.observe.yml of a new app. */
export function observeFile(text: string): string {
  const document = parseDocument(text.replace(OWN_HEADING, OBSERVE_HEADING));
  keepOneScenario(document);
  document.deleteIn(["services", "nginx", "networks"]);
  for (const service of ["prometheus", "nginx-exporter"])
    document.setIn(
      ["services", service, "networks"],
      document.createNode(["shared", "observe"], { flow: true }),
    );
  return document.toString(STYLE);
}

/** production.env of a new app, whose services have no profile. */
export const productionEnvironment = (text: string, name: string): string =>
  text
    .replace(/^COMPOSE_PROFILES=.*\n/m, "")
    .replace(/^COMPOSE_PROJECT_NAME=.*/m, `COMPOSE_PROJECT_NAME=${name}-production`);

/** The cookie of sticky balancing. */
function leaveOutAffinity(document: Document): void {
  document.deleteIn(["configs", "affinity"]);
  const mounted = document.getIn(["x-nginx", "configs"]) as YAMLSeq<YAMLMap> | undefined;
  if (mounted) mounted.items = mounted.items.filter((file) => file.get("source") !== "affinity");
}

const keysOf = (services: unknown) => (services as YAMLMap).items.map(({ key }) => key);

function keepOneScenario(document: Document): void {
  for (const service of LEFT_OUT)
    if (!document.deleteIn(["services", service])) throw new Error(`A Compose file has no ${service}.`);
  rename(document);
  for (const { key } of (document.get("services") as YAMLMap<Scalar>).items)
    if (document.getIn(["services", key, "profiles", 0]) === "redis")
      document.deleteIn(["services", key, "profiles"]);
}

function rename(document: Document): void {
  for (const pair of (document.get("services") as YAMLMap).items) {
    const key = pair.key as { value: string };
    key.value = NAMES[key.value] ?? key.value;
  }
}
