import { answersByReplica } from "../history/questions.ts";
import type { Arm, Experiment } from "../prove/experiment.ts";
import { settleIn } from "../shopper/journey.ts";
import { everybodyBegan, everybodyWasAnswered } from "./steady.ts";

const REPLICAS = 3;

const byAddress: Arm = {
  name: "sticky-ip",
  role: "control",
  scenario: "sticky-ip",
  replicas: REPLICAS,
  predicts: "one replica serves all",
};
const spread = (scenario: "sticky-cookie" | "redis"): Arm => ({
  name: scenario,
  role: "subject",
  scenario,
  replicas: REPLICAS,
  predicts: "all three serve them",
});

/** An office behind one router, as the world sees it: nobody's address differs from another's in the first three parts. */
const deskInOffice = (n: number) => `127.200.7.${n}`;

export const behindNat: Experiment = {
  name: "behind-nat",
  claim: "Pinning by address sends a whole office to one replica.",
  method:
    "Customers whose addresses differ in the last part only sign in and fill their carts. nginx's ip_hash looks at the first three parts, so that it cannot tell them apart; cookies can, and shared state need not.",
  meaning:
    "Behind one company, one campus or one mobile network are thousands of customers with a handful of addresses. Pinned by address, they all weigh on one server, however many you add.",
  arms: [byAddress, spread("sticky-cookie"), spread("redis")],

  run: (stage) => stage.inTurns(stage.shoppers(stage.quick ? 20 : 60, deskInOffice), settleIn),

  judge({ role }, { events }) {
    const answers = answersByReplica(events);
    const counts = [...answers.values()];
    const requests = counts.reduce((sum, count) => sum + count, 0);
    return {
      observed: `${answers.size} of ${REPLICAS} replicas served them`,
      asPredicted: role === "control" ? answers.size === 1 : answers.size === REPLICAS,
      unsteady: everybodyBegan(events) ?? everybodyWasAnswered(events),
      numbers: {
        "replicas used": answers.size,
        requests,
        "share of the busiest, %": Math.round((100 * Math.max(0, ...counts)) / Math.max(1, requests)),
      },
    };
  },
};
