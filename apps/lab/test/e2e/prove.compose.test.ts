import { proveContract } from "./prove-contract.ts";

proveContract("compose");
