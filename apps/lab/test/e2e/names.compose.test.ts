import { namesContract } from "./names-contract.ts";

namesContract("compose");
