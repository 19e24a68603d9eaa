import { Processes } from "../src/runtime/native/processes.ts";

/** Started by processes.test.ts, which kills it on its way. */
const [folder = "", name = "", command = "", ...args] = process.argv.slice(2);
process.stdout.write("begun\n");
await new Processes(folder).start(name, command, args, { cwd: "/", env: {}, privateFolders: [], user: null });
