import type { RouteOptions } from "fastify";
import type { Config } from "../config.ts";
import { SAFE_METHODS } from "../safe-methods.ts";
import { hostCookie } from "../signed-cookie.ts";
import { type DescribedAnswer, type DescribedAnswers, problem } from "./route-description.ts";

const UNAVAILABLE = { 503: problem("The shop cannot reach its memory just now") };

const REFUSED_CHANGES = {
  400: problem("The body, the idempotency key or the HTTP is malformed"),
  403: problem("Another web site's page made a browser send this"),
  413: problem("The body is too large"),
  415: problem("The body is neither JSON nor a form"),
};

const KEY = "A UUID of version 7: with it, a cart's change or a checkout that is sent again is made once";

const parameters = (names: Readonly<Record<string, string>>) => ({
  type: "object",
  properties: Object.fromEntries(
    Object.entries(names).map(([name, description]) => [name, { type: "string", description }]),
  ),
});

/**
 * An onRoute hook. It adds to a route's description what the plugins that all routes of customers share read and answer: cookies,
 * idempotency keys, refusals and failures of the state.
 */
export function describeCustomerRoute(config: Config) {
  const cookies = parameters({
    [hostCookie("session", config).name]: "Who the customer is. Signing in sets it",
    [hostCookie("cart", config).name]: "What the customer carries. The first answer sets it",
  });
  const reads = { cookies, security: [{}, { session: [] }] };
  const key = {
    headers: parameters({ "Idempotency-Key": KEY }),
    querystring: parameters({ key: `For forms, the same as the header Idempotency-Key. ${KEY}` }),
  };

  return (route: RouteOptions): void => {
    const { api, worksWithoutState } = route.config ?? {};
    if (!api) return;
    const isChange = ![route.method].flat().every((method) => SAFE_METHODS.has(method));
    const response = {
      ...(!worksWithoutState && UNAVAILABLE),
      ...(isChange && REFUSED_CHANGES),
      ...withSetCookie(api.response),
    };
    route.config = { ...route.config, api: { ...reads, ...(isChange && key), ...api, response } };
  };
}

/** Only answers that are no errors set cookies. */
function withSetCookie(answers: DescribedAnswers): DescribedAnswers {
  const headers = { "Set-Cookie": { type: "string", description: "Any of the shop's cookies" } };
  const add = ([status, answer]: [string, DescribedAnswer]) => [
    status,
    Number(status) < 400 ? { ...answer, headers } : answer,
  ];
  return Object.fromEntries(Object.entries(answers).map(add));
}
