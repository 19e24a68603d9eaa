import { describe, expect, test } from "vitest";
import { ApiDescription, type RealAnswer } from "./api-description.ts";

const JSON_TYPE = "application/json";
const PROBLEM = "application/problem+json";

const schema = { type: "object", properties: { id: { type: "string" } }, additionalProperties: false };
const orders = {
  200: { content: { [JSON_TYPE]: { schema } } },
  303: { headers: { Location: { $ref: "#/components/headers/Location" } } },
};
const description = new ApiDescription({
  paths: {
    "/orders/{id}": { get: { responses: orders } },
    "/orders/latest": { get: { responses: { 200: { content: { "text/html": {} } } } } },
  },
  components: { headers: { Location: { required: true } } },
});

interface Case {
  readonly method?: string;
  readonly path?: string;
  readonly answer?: Partial<RealAnswer>;
}

const require =
  ({ method = "GET", path = "/orders/1", answer }: Case) =>
  () =>
    description.require(method, path, {
      status: 200,
      headers: new Headers(),
      type: JSON_TYPE,
      body: "{}",
      ...answer,
    });

describe("an answer that is not as described is an error", () => {
  test.for<[what: string, Case, says: RegExp]>([
    ["its path", { path: "/carts/1" }, /no such route/],
    ["its method", { method: "DELETE" }, /no such route/],
    ["its status", { answer: { status: 404, type: PROBLEM } }, /has no status 404/],
    ["its media type", { answer: { type: "text/html" } }, /never "text\/html"/],
    ["a field of its body", { answer: { body: '{"id":1}' } }, /id must be string/],
    ["a field that is not described", { answer: { body: '{"user":"ann"}' } }, /additional properties/],
    ["a required header", { answer: { status: 303, type: "", body: "" } }, /has no header Location/],
    [
      "a body where there is none",
      { answer: { status: 303, headers: new Headers({ location: "/" }) } },
      /has a body/,
    ],
    ["its media type on a path of its own", { path: "/orders/latest" }, /never "application\/json"/],
  ])("%s", ([, it, says]) => {
    expect(require(it)).toThrow(says);
  });
});

test("what is described, and the refusal of what is not, is no error", () => {
  for (const it of [
    { answer: { body: '{"id":"1"}' } },
    { method: "HEAD", answer: { body: "" } },
    { answer: { status: 303, type: "", body: "", headers: new Headers({ location: "/" }) } },
    { path: "/orders/latest", answer: { type: "text/html", body: "<p>" } },
    { path: "/nowhere", answer: { status: 404, type: PROBLEM } },
  ])
    expect(require(it)).not.toThrow();
});
