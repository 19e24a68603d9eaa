import { twoCheckoutsContract } from "./two-checkouts-contract.ts";

twoCheckoutsContract("native");
