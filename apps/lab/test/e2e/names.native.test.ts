import { namesContract } from "./names-contract.ts";

namesContract("native");
