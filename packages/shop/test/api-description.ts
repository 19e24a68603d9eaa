import { Ajv2020 } from "ajv/dist/2020.js";
import type { Answer } from "./answer.ts";

interface Operation {
  readonly responses: Readonly<Record<string, DescribedAnswer>>;
}

interface DescribedAnswer {
  readonly content?: object;
  readonly headers?: Readonly<Record<string, object>>;
}

/** The parts of an OpenAPI document that are looked at here. */
export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly headers: Readonly<Record<string, { readonly required?: boolean }>> };
}

/** The parts of an answer that a description covers. */
export type RealAnswer = Pick<Answer, "status" | "headers" | "type" | "body">;

/** An OpenAPI document, to hold real answers against. */
export class ApiDescription {
  readonly #document: ApiDocument;
  readonly #ajv = new Ajv2020({ strict: false, validateFormats: false });
  /** Those with the fewest parameters first: of two that match, the first one is meant. */
  readonly #paths: readonly { readonly path: string; readonly pattern: RegExp }[];

  constructor(document: ApiDocument) {
    this.#document = document;
    this.#ajv.addSchema(document, "api");
    this.#paths = Object.keys(document.paths)
      .toSorted((one, other) => one.split("{").length - other.split("{").length)
      .map((path) => ({ path, pattern: patternOf(path) }));
  }

  /** Throws if the answer's path, method, status, media type, body or required headers are not as described. */
  require(method: string, pathname: string, answer: RealAnswer): void {
    const fault = this.#faultOf(method, pathname, answer);
    if (fault) throw new Error(`/openapi.json is wrong about ${method} ${pathname}: ${fault}`);
  }

  #faultOf(method: string, pathname: string, answer: RealAnswer): string | null {
    const { status, type, body, headers } = answer;
    const path = this.#paths.find(({ pattern }) => pattern.test(pathname))?.path ?? "";
    const name = method === "HEAD" ? "get" : method.toLowerCase();
    const operation = this.#document.paths[path]?.[name];
    if (!operation) return isRefusal(answer) ? null : `it has no such route, but the answer is ${status}.`;

    const described = operation.responses[status];
    if (!described) return `it has no status ${status}.`;
    const missing = this.#requiredHeaders(described).find((header) => !headers.has(header));
    if (missing) return `the answer ${status} has no header ${missing}.`;
    if (!described.content) return body || type ? `the answer ${status} has a body.` : null;
    if (!Object.hasOwn(described.content, type)) return `an answer ${status} is never "${type}".`;
    if (method === "HEAD" || !type.endsWith("json")) return null;

    const pointer = ["paths", path, name, "responses", `${status}`, "content", type, "schema"];
    const validate = this.#ajv.getSchema(`api#${pointer.map(inPointer).join("")}`);
    if (!validate) throw new Error(`The schema at ${pointer.join(" ")} cannot be found.`);
    if (validate(JSON.parse(body))) return null;
    return `the answer ${status} is ${body}, but ${this.#ajv.errorsText(validate.errors)}.`;
  }

  #requiredHeaders({ headers = {} }: DescribedAnswer): string[] {
    return Object.keys(headers).filter((name) => this.#document.components.headers[name]?.required);
  }
}

/** What is not described is refused, with a problem document or a page. */
function isRefusal({ status, type }: RealAnswer): boolean {
  return status >= 400 && status < 500 && ["application/problem+json", "text/html"].includes(type);
}

/** Matches the paths that a path with {parameters} stands for. The last parameter may have slashes in it. */
function patternOf(path: string): RegExp {
  const pattern = RegExp.escape(path)
    .replace(/\\\{\w+\\\}$/, ".+")
    .replaceAll(/\\\{\w+\\\}/g, "[^/]+");
  return new RegExp(`^${pattern}$`);
}

const inPointer = (key: string) => `/${encodeURIComponent(key.replaceAll("~", "~0").replaceAll("/", "~1"))}`;

const byUrl = new Map<string, Promise<ApiDescription>>();
const byText = new Map<string, ApiDescription>();

/** The description that the shop at `url` serves, asked for once. Rejects, and asks again next time, while the shop does not answer. */
export function describedAt(url: string, patience: number): Promise<ApiDescription> {
  const known = byUrl.get(url) ?? fetchDescription(url, patience);
  byUrl.set(url, known);
  known.catch(() => byUrl.delete(url));
  return known;
}

async function fetchDescription(url: string, patience: number): Promise<ApiDescription> {
  const response = await fetch(`${url}/openapi.json`, { signal: AbortSignal.timeout(patience) });
  const text = await response.text();
  if (!response.ok) throw new Error(`GET ${url}/openapi.json is ${response.status}: ${text}`);
  const description = byText.get(text) ?? new ApiDescription(JSON.parse(text));
  byText.set(text, description);
  return description;
}
