import type { KubernetesObject } from "./render.ts";

/** A compiled JSON Schema: it leaves what is wrong at itself. */
interface Validate {
  (data: object): boolean;
  readonly errors: readonly { readonly instancePath: string; readonly params: object }[] | null;
}

/**
 * What the published schemas of Kubernetes object to: values of a wrong type, fields that are missing, and fields that the schemas
 * do not know. The API server would refuse the last as well, but the schemas by themselves allow them.
 */
export async function schemaProblems(object: KubernetesObject): Promise<string[]> {
  const { apiVersion, kind } = object;
  const validate = await schemaOf(apiVersion, kind);
  if (!validate) return [`Kubernetes has no ${kind} in ${apiVersion}`];
  const read = new Set<string>();
  if (!validate(recordingReads(object, "", read)))
    return (validate.errors ?? []).map(
      ({ instancePath, params }) => `${kind}: ${instancePath} is wrong: ${JSON.stringify(params)}`,
    );
  return fieldsOf(object, "")
    .filter((field) => !read.has(field))
    .map((field) => `${kind}: the schema has no ${field}`);
}

/** `apps/v1` and `Deployment` give IoK8sApiAppsV1Deployment. */
async function schemaOf(apiVersion: string, kind: string): Promise<Validate | undefined> {
  const [version = "", group = "core"] = apiVersion.split("/").toReversed();
  const [name = ""] = group.split(".");
  const file = `IoK8sApi${capitalised(name)}${capitalised(version)}${kind}`;
  return import(`kubernetes-models/_schemas/${file}`).then(
    ({ validate }) => validate,
    () => undefined,
  );
}

const capitalised = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** The same data; adds the path of each field that is read to `read`. A validator reads the fields that its schema has. */
function recordingReads<T extends object>(data: T, path: string, read: Set<string>): T {
  return new Proxy(data, {
    get(target, field, receiver) {
      const value = Reflect.get(target, field, receiver);
      if (typeof field !== "string" || !Object.hasOwn(target, field)) return value;
      const place = `${path}/${field}`;
      read.add(place);
      return typeof value === "object" && value !== null ? recordingReads(value, place, read) : value;
    },
  });
}

function fieldsOf(data: object, path: string): string[] {
  return Object.entries(data).flatMap(([field, value]) => {
    const place = `${path}/${field}`;
    const inner = typeof value === "object" && value !== null ? fieldsOf(value, place) : [];
    return [place, ...inner];
  });
}
