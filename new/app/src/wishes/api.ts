import { empty, json, jsonOrPage, problem, problemDocumentOnly } from "../shop/api/route-description.ts";
import { exactly } from "../shop/api/schemas.ts";

const wish = exactly({ id: { type: "string" }, text: { type: "string" } });
const wishes = exactly({ wishes: { type: "array", items: wish } });
const security = [{ session: [] }];

const changed = {
  303: empty("A person is sent to the wish list"),
  401: problem("Nobody is signed in"),
  409: problem("The wish list is full, or the idempotency key is too old"),
  422: problem("The idempotency key was used for another change"),
};

/** What /openapi.json says about the routes of the wish list. */
export const look = {
  summary: "The wish list",
  response: {
    200: jsonOrPage("The wishes, oldest first", wishes),
    303: empty("A person who has not signed in is sent to /login"),
    401: problemDocumentOnly("Nobody is signed in"),
  },
  security,
};
export const add = {
  summary: "Adds a wish",
  response: { 201: json("The wishes after the change; for programs", wishes), ...changed },
  security,
};
export const remove = {
  summary: "Removes a wish",
  response: { 200: json("The other wishes; for programs", wishes), ...changed },
  security,
};
