import { proveContract } from "./prove-contract.ts";

proveContract("native", { leftOut: [] });
