import type { Eta } from "eta";
import type { FastifyInstance, FastifyRequest } from "fastify";
import fp from "fastify-plugin";
import { countItems } from "../cart-total.ts";
import { OFFERED } from "./accounts/accounts.ts";
import { isCartElsewhere } from "./home-replicas.ts";
import { replicaColour } from "./replica-colour.ts";
import { sentence } from "./sentence.ts";
import type { StateKind } from "./state-kind.ts";

const VERDICTS = {
  none: "No session",
  known: "Session known",
  unknown: "Session unknown",
  unavailable: "State not available",
  unasked: "Not asked",
} as const;

/** Adds to the shop's pages which replica answered and what it knows about the customer. */
export const pageParts = fp(
  async (app: FastifyInstance, { kind, replica, eta }: { kind: StateKind; replica: string; eta: Eta }) => {
    const colour = replicaColour(replica);
    const say = ({ knowledge, homes, cart, user }: FastifyRequest) =>
      knowledge === null
        ? `${replica} answered. It did not ask who you are.`
        : sentence({ replica, state: kind, knowledge, homes, hasItems: countItems(cart.linesFor(user)) > 0 });

    const isUnknown = ({ knowledge, homes }: FastifyRequest) =>
      knowledge === "unknown" || (knowledge === "none" && isCartElsewhere(homes, replica, kind));
    const verdict = (request: FastifyRequest) =>
      request.knowledge === "none" && isUnknown(request)
        ? "Cart unknown"
        : VERDICTS[request.knowledge ?? "unasked"];

    app.addToPages("banner", (request) => {
      const { knowledge, trail } = request;
      const about = { verdict: verdict(request), isUnknown: isUnknown(request), sentence: say(request) };
      return eta.render("@strip", { replica, colour, state: kind, knowledge, trail, ...about });
    });
    app.addToPages("beside-sign-in", () => eta.render("@accounts", { accounts: OFFERED }));
    app.addToPages("no-cart", (request) => {
      if (!isUnknown(request)) return "";
      const isSignedOut = request.knowledge === "unknown";
      return eta.render("@no-cart", { state: kind, sentence: say(request), isSignedOut });
    });
    app.addToPages("footer", () => eta.render("@footer", {}));
  },
);
