import { parseDocument, type YAMLMap } from "yaml";

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

/** The Compose file of a new app: this repository's with the one profile that a new app has, without its name. */
export function composeFile(text: string, name: string): string {
  const document = parseDocument(text);
  document.commentBefore = HEADING;
  document.set("name", name);
  for (const path of LEFT_OUT)
    if (!document.deleteIn(path)) throw new Error(`The Compose file has no ${path.join(".")}.`);
  // the comments before services tell those of the scenarios apart
  for (const service of [document.get("services"), ...keysOf(document.get("services"))] as {
    commentBefore?: string;
  }[])
    delete service.commentBefore;
  rename(document.get("services") as YAMLMap, { "nginx-redis": "nginx", "shop-redis": "shop" });
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
  return document.toString({ lineWidth: 110, flowCollectionPadding: true });
}

const keysOf = (services: unknown) => (services as YAMLMap).items.map(({ key }) => key);

function rename(services: YAMLMap, names: Record<string, string>): void {
  for (const pair of services.items) {
    const key = pair.key as { value: string };
    key.value = names[key.value] ?? key.value;
  }
}
