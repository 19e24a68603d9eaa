import { docker } from "../src/runtime/compose/docker.ts";

/** Started by interrupted-docker.test.ts, which interrupts it while its docker command runs. */
process.once("SIGINT", () => console.log("interrupted"));
console.log(await docker(["version"]));
