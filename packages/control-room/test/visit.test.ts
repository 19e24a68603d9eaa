import { shopperAddress } from "@shop/lab/shopper/addresses.ts";
import { expect, test } from "vitest";
import { visitIn } from "../src/server/visit.ts";

/** A line of nginx's log: a look into the cart from this machine's browser, with what differs. */
const line = (differs: object = {}) =>
  JSON.stringify({
    time: "2026-11-26T12:00:00+00:00",
    client: "127.0.0.1",
    method: "GET",
    path: "/cart",
    status: 200,
    replica: "shop-2",
    ...differs,
  });

test("a line of the user's own browser is a click of the customer who stands for it", () => {
  expect(visitIn(line())).toEqual({
    number: 0,
    status: "unknown",
    items: 0,
    replica: "shop-2",
    operation: "cart",
    outcome: "answered",
    itemsLost: 0,
  });
});

test.each([
  ["from Docker's gateway", { client: "172.18.0.1" }],
  ["by IPv6", { client: "::1" }],
])("a browser may come %s", (_how, differs) => {
  expect(visitIn(line(differs))).not.toBeNull();
});

test.each([
  ["GET", "/", "browse"],
  ["GET", "/login", "sign-in page"],
  ["POST", "/login", "sign-in"],
  ["POST", "/logout", "sign-out"],
  ["POST", "/logout/everywhere", "sign-out"],
  ["GET", "/account", "whoami"],
  ["POST", "/cart/items", "add"],
  ["POST", "/cart/items/abacus/remove", "change cart"],
  ["POST", "/checkout", "checkout"],
  ["GET", "/orders/7", "order"],
])("%s %s is the click %s", (method, path, operation) => {
  expect(visitIn(line({ method, path }))?.operation).toBe(operation);
});

test.each([
  [302, "answered"],
  [429, "answered"],
  [499, "unreachable"],
  [500, "unavailable"],
  [503, "unavailable"],
] as const)("status %i is %s", (status, outcome) => {
  expect(visitIn(line({ status, replica: "" }))).toMatchObject({ outcome, replica: null });
});

test.each([
  ["the first simulated customer", line({ client: shopperAddress(1) })],
  ["the last simulated customer", line({ client: shopperAddress(200) })],
  ["a picture", line({ path: "/pictures/abacus.svg" })],
  ["the lab's own question", line({ path: "/.nginx/generation" })],
  ["a warning", '2026/11/26 12:00:00 [warn] 7#7: "something"'],
  ["an empty line", ""],
])("%s is no click of the user", (_name, text) => {
  expect(visitIn(text)).toBeNull();
});
