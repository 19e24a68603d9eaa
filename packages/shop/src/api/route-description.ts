/** One answer of a route. An answer without `content` has `type: "null"`: it has no body. */
export interface DescribedAnswer {
  readonly description: string;
  readonly type?: "null";
  /** JSON Schema of the body, by media type. */
  readonly content?: Readonly<Record<string, { readonly schema: object }>>;
  /** JSON Schema of headers, by name. */
  readonly headers?: Readonly<Record<string, object>>;
}

/** Answers by status. */
export type DescribedAnswers = Readonly<Record<number, DescribedAnswer>>;

/** What /openapi.json says about a route, besides its path and the schema of its body. */
interface RouteDescription {
  readonly summary: string;
  readonly description?: string;
  readonly response: DescribedAnswers;
  readonly querystring?: object;
  readonly headers?: object;
  readonly cookies?: object;
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
}

declare module "fastify" {
  interface FastifyContextConfig {
    /** In the route's configuration and not in its schema: nothing is validated or serialised with it, so it costs and changes nothing. */
    api?: RouteDescription;
  }
}

const PAGE = { "text/html": { schema: { type: "string" } } };
const PROBLEM = { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } };

/** JSON like `schema`. */
export const json = (description: string, schema: object): DescribedAnswer => ({
  description,
  content: { "application/json": { schema } },
});

/** JSON like `schema` for programs, a page for people. */
export const jsonOrPage = (description: string, schema: object): DescribedAnswer => ({
  description,
  content: { ...json(description, schema).content, ...PAGE },
});

/** A page, also for programs. */
export const page = (description: string): DescribedAnswer => ({ description, content: PAGE });

/** An error: a problem document for programs, a page for people. */
export const problem = (description: string): DescribedAnswer => ({
  description,
  content: { ...PROBLEM, ...PAGE },
});

/** An error that people never get. */
export const problemDocumentOnly = (description: string): DescribedAnswer => ({
  description,
  content: PROBLEM,
});

/** A file. */
export const file = (description: string, type: string): DescribedAnswer => ({
  description,
  content: { [type]: { schema: { type: "string" } } },
});

/** An answer without a body. */
export const empty = (description: string): DescribedAnswer => ({ description, type: "null" });
