import { type Document, parseDocument, type YAMLMap, type YAMLSeq } from "yaml";

/** What has no place in an app with one way to keep its state. */
const LEFT_OUT = [
  ["services", "nginx-bug"],
  ["services", "nginx-sticky-ip"],
  ["services", "nginx-sticky-cookie"],
  ["services", "shop-memory"],
  ["networks", "memory"],
];

const HEADING = ` The app behind nginx, and its Redis: docker compose up
 Replicas: docker compose up --scale shop=5
`;

const PRODUCTION_HEADING = ` Production: what docker-compose.yml needs to meet the internet. docs/production.md says how to start it:

   scripts/secrets
   docker compose --env-file .env --env-file production.env up --build --detach --wait

 The app refuses to start with accounts for development: first put your own in place of src/accounts/development.ts.
`;

const NAMES = { "nginx-redis": "nginx", "shop-redis": "shop" };
const STYLE = { lineWidth: 110, flowCollectionPadding: true };

/** The Compose file of a new app: this repository's with the one profile that a new app has, without its name. */
export function composeFile(text: string, name: string): string {
  const document = parseDocument(text);
  document.commentBefore = HEADING;
  document.set("name", name);
  leaveOutAffinity(document);
  for (const path of LEFT_OUT)
    if (!document.deleteIn(path)) throw new Error(`The Compose file has no ${path.join(".")}.`);
  // the comments before services tell those of the scenarios apart
  for (const service of [document.get("services"), ...keysOf(document.get("services"))] as {
    commentBefore?: string;
  }[])
    delete service.commentBefore;
  rename(document.get("services") as YAMLMap, NAMES);
  for (const service of ["nginx", "shop", "redis"]) document.deleteIn(["services", service, "profiles"]);
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
  const document = parseDocument(text.replace(/^(#.*\n)+\n/, ""));
  document.commentBefore = PRODUCTION_HEADING;
  leaveOutAffinity(document);
  rename(document.get("services") as YAMLMap, NAMES);
  return document.toString(STYLE);
}

/** production.env of a new app, whose services have no profile. */
export const productionEnvironment = (text: string): string => text.replace(/^COMPOSE_PROFILES=.*\n/m, "");

/** The cookie of sticky balancing. */
function leaveOutAffinity(document: Document): void {
  document.deleteIn(["configs", "affinity"]);
  const mounted = document.getIn(["x-nginx", "configs"]) as YAMLSeq<YAMLMap> | undefined;
  if (mounted) mounted.items = mounted.items.filter((file) => file.get("source") !== "affinity");
}

const keysOf = (services: unknown) => (services as YAMLMap).items.map(({ key }) => key);

function rename(services: YAMLMap, names: Record<string, string>): void {
  for (const pair of services.items) {
    const key = pair.key as { value: string };
    key.value = names[key.value] ?? key.value;
  }
}
