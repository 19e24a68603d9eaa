import { join } from "node:path";
import { ROOT } from "../../paths.ts";
import { runProgram } from "../run-program.ts";

/** The user and group that a process runs as. */
export interface User {
  readonly uid: number;
  readonly gid: number;
}

let found: Promise<User | null> | undefined;

/**
 * The user that programs started by root run as: `nobody`, where it can read this repository and run this Node. Null where the lab
 * does not run as root, or only root can read the repository.
 */
export function unprivilegedUser(): Promise<User | null> {
  found ??= process.getuid?.() === 0 ? findNobody() : Promise.resolve(null);
  return found;
}

async function findNobody(): Promise<User | null> {
  const [uid, gid] = await Promise.all(
    ["-u", "-g"].map((which) => runProgram("id", [which, "nobody"], { reject: false })),
  );
  if (uid?.exitCode !== 0 || gid?.exitCode !== 0) return null;
  const user = { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  const readsRepository = [
    "-e",
    "fs.accessSync(process.argv[1])",
    join(ROOT, "packages", "shop", "src", "serve.ts"),
  ];
  const { exitCode } = await runProgram(process.execPath, readsRepository, {
    ...user,
    cwd: "/",
    reject: false,
  });
  return exitCode === 0 ? user : null;
}
