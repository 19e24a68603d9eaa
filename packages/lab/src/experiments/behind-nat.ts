import { control, type Experiment, predict, subject } from "../engine/experiment.ts";
import { answersByReplica } from "../history/questions.ts";
import { settleIn } from "../shopper/journey.ts";
import { sum } from "../statistics.ts";
import { everybodyBegan, everybodyWasAnswered } from "./common/steady-state.ts";

const REPLICAS = 3;

const oneServesAll = predict("one replica serves all", (the) => the("replicas used") === 1);
const allServe = predict("all three serve them", (the) => the("replicas used") === REPLICAS);

/** Addresses of an office behind one router, as the world sees them: the first three parts are the same. */
const deskInOffice = (n: number) => `127.200.7.${n}`;

export const behindNat: Experiment = {
  name: "behind-nat",
  claim: "Pinning by address sends a whole office to one replica.",
  method:
    "Customers whose addresses differ in the last part only sign in and fill their carts. nginx's ip_hash looks at the first three parts, so that it cannot tell them apart; cookies can, and shared state need not.",
  meaning:
    "Behind one company, one campus or one mobile network are thousands of customers with a handful of addresses. Pinned by address, they all weigh on one server, however many you add.",
  arms: [control("sticky-ip", oneServesAll), subject("sticky-cookie", allServe), subject("redis", allServe)],

  run: (stage) => stage.inTurns(stage.shoppers(stage.quick ? 20 : 60, deskInOffice), settleIn),

  measure(_arm, { events }) {
    const answers = answersByReplica(events);
    const requests = sum(answers.values());
    return {
      observed: `${answers.size} of ${REPLICAS} replicas served them`,
      unsteady: everybodyBegan(events) ?? everybodyWasAnswered(events),
      numbers: {
        "replicas used": answers.size,
        requests,
        "share of the busiest, %": Math.round(
          (100 * Math.max(0, ...answers.values())) / Math.max(1, requests),
        ),
      },
    };
  },

  figures: [{ plot: "load" }],
  evidence: [{ row: "load", sticky: ["sticky-ip", "sticky-cookie"], shared: ["redis"] }],
};
