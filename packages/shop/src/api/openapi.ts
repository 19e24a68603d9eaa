import swagger from "@fastify/swagger";
import type { FastifyInstance } from "fastify";
import fp from "fastify-plugin";
import type { Config } from "../config.ts";
import { hostCookie } from "../signed-cookie.ts";
import { json, problem, problemDocumentOnly } from "./route-description.ts";
import { SCHEMAS } from "./schemas.ts";

const INFO = {
  title: "Shop",
  version: "1.0.0",
  description: [
    "Programs send JSON and ask for it with `Accept: application/json`; people send forms and get pages. All prices are in cents.",
    "Programs get errors as problem documents (RFC 9457).",
    "HEAD works wherever GET does. What is not described here gets a 404.",
    "A load balancer in front may answer 4xx and 5xx itself, as a problem document or a page. It does not publish what is for operators, such as the health checks.",
  ].join("\n\n"),
};

/** Answers that any request may get. All but the last one come before a route is known. */
const ANY_REQUEST = {
  400: problemDocumentOnly("This is not HTTP"),
  408: problemDocumentOnly("The request did not arrive in time"),
  431: problemDocumentOnly("The headers are too large"),
  500: problem("Something went wrong in the shop"),
};

const HEADERS = {
  "X-Served-By": {
    description: "The replica that answered. It is missing where a request was not HTTP",
    schema: { type: "string" },
  },
  Location: { description: "Where to go next", required: true, schema: { type: "string" } },
  "Retry-After": { description: "Seconds after which to try again", schema: { type: "string" } },
} as const;

/** Headers of all answers with a status, besides X-Served-By. */
const BY_STATUS: Readonly<Record<string, keyof typeof HEADERS>> = {
  201: "Location",
  303: "Location",
  429: "Retry-After",
  503: "Retry-After",
};

/** Describes every route that is registered after it, as an OpenAPI document at /openapi.json, which is made when first asked for. */
export const openApi = fp(async (app: FastifyInstance, { config }: { config: Config }) => {
  const session = { type: "apiKey", in: "cookie", name: hostCookie("session", config).name } as const;
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: INFO,
      components: { schemas: SCHEMAS, headers: HEADERS, securitySchemes: { session } },
    },
    transform: ({ schema, url, route }) => {
      const api = route.config?.api;
      const response = { ...ANY_REQUEST, ...api?.response };
      return { url: url.replace("*", ":file"), schema: { ...schema, hide: false, ...api, response } };
    },
    transformObject: (made) => {
      if (!("openapiObject" in made)) throw new Error("@fastify/swagger made no OpenAPI document.");
      const { openapiObject } = made;
      addHeaders(openapiObject as Document);
      return openapiObject;
    },
  });

  let document: Buffer | undefined;
  const api = { summary: "This description", response: { 200: json("OpenAPI 3.1", { type: "object" }) } };
  app.get("/openapi.json", { config: { api } }, async (_request, reply) => {
    document ??= Buffer.from(JSON.stringify(app.swagger()));
    return reply.type("application/json; charset=utf-8").send(document);
  });
});

/** The parts of the document that addHeaders changes. */
interface Document {
  readonly paths: Record<string, Record<string, { responses: Record<string, { headers?: object }> }>>;
}

function addHeaders({ paths }: Document): void {
  const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
  for (const { responses } of operations)
    for (const [status, response] of Object.entries(responses)) {
      const names = ["X-Served-By", BY_STATUS[status] ?? []].flat();
      const added = names.map((name) => [name, { $ref: `#/components/headers/${name}` }]);
      response.headers = { ...response.headers, ...Object.fromEntries(added) };
    }
}
