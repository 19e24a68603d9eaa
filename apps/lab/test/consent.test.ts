import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "@shop/lab/paths.ts";
import { execa } from "execa";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

/** What apt-get does unless a test says otherwise: tells that it was called, and whether services could have been started. */
const APT_GET = 'echo "$@" >> $FAKES/calls; [ -x "$POLICY_RC_D" ] || echo "without a policy" >> $FAKES/calls';

let fakes: string;
let policy: string;
let env: Record<string, string>;

beforeEach(async () => {
  fakes = await mkdtemp(join(tmpdir(), "fake-programs-"));
  policy = join(fakes, "policy-rc.d");
  // nothing of this test reaches the machine's own apt-get or policy
  env = { PATH: `${fakes}:${process.env.PATH}`, FAKES: fakes, POLICY_RC_D: policy, CI: "" };
  await fake("apt-get", APT_GET);
  await fake("id", "echo 0");
});
afterEach(() => rm(fakes, { recursive: true }));

async function fake(program: string, script: string): Promise<void> {
  const file = join(fakes, program);
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
}

const calls = () => readFile(join(fakes, "calls"), "utf8").catch(() => "");

interface Way {
  readonly env?: Record<string, string>;
  /** What somebody types at the terminal; without it there is no terminal. */
  readonly typed?: string;
}

async function run(command: string[], { env: more = {}, typed }: Way = {}) {
  const options = { env: { ...env, ...more }, all: true, reject: false } as const;
  const quoted = command.map((word) => `'${word}'`).join(" ");
  // script(1) gives its child a terminal
  const [file = "", ...args] = typed === undefined ? command : ["script", "-qec", quoted, "/dev/null"];
  const { exitCode, all } = await execa(file, args, { ...options, input: typed ?? "" });
  return { exitCode, output: all };
}

/** Every way in which consent is given or refused. */
function asksFirst(install: (args: string[], way?: Way) => ReturnType<typeof run>, what: string): void {
  test.each<[string, string[], Way]>([
    ["--yes", ["--yes"], {}],
    ["CI=true", [], { env: { CI: "true" } }],
    ["a yes at the terminal", [], { typed: "y\n" }],
  ])("%s is consent", async (_, args, way) => {
    const { exitCode, output } = await install(args, way);
    expect(await calls(), output).toContain(`install -y -qq --no-install-recommends ${what}`);
    expect(await calls()).not.toContain("without a policy");
    expect(exitCode, output).toBe(0);
    expect(existsSync(policy)).toBe(false);
  });

  test.each<[string, Way]>([
    ["without a terminal", {}],
    ["a no at the terminal", { typed: "n\n" }],
    ["an empty line", { typed: "\n" }],
    ["another CI", { env: { CI: "false" } }],
  ])("%s, nothing is installed, and the error says the one command", async (_, way) => {
    const { exitCode, output } = await install([], way);
    expect(await calls()).toBe("");
    expect(exitCode).toBe(1);
    expect(output).toContain(`apt-get install ${what}`);
    expect(output).toContain("--yes");
  });

  test("the error shows what apt-get said when it failed", async () => {
    await fake("apt-get", "echo no such mirror; exit 100");
    const { exitCode, output } = await install(["--yes"]);
    expect(exitCode).toBe(1);
    expect(output).toContain("no such mirror");
  });
}

describe.skipIf(process.platform !== "linux" || process.getuid?.() !== 0)(
  "the native runtime's programs",
  () => {
    const script = `
    import { install } from "${ROOT}/packages/lab/src/runtime/native/install.ts";
    await install(["redis-server"], console.log).catch((error) => {
      console.error(error.message, error.hint);
      process.exitCode = 1;
    });`;
    asksFirst(async (args, way) => {
      const file = join(fakes, "install.ts");
      await writeFile(file, script);
      return run([process.execPath, file, ...args], way);
    }, "redis-server");
  },
);

describe.skipIf(process.platform !== "linux")("a fetched Node", () => {
  const lab = async (args: string[], way?: Way) => {
    for (const file of ["lab", "toolchain.sh", "apt-install.sh"]) {
      await mkdir(join(fakes, "checkout", "scripts"), { recursive: true });
      await copyFile(join(ROOT, "scripts", file), join(fakes, "checkout", "scripts", file));
    }
    for (const file of [".node-version", "package.json", "pnpm-lock.yaml"])
      await copyFile(join(ROOT, file), join(fakes, "checkout", file));
    await fake("node", "[ $1 = --version ] && echo v1.0.0; exit 0");
    await fake("pnpm", "exit 0");
    await fake("ldconfig", "exit 0");
    await mkdir(join(fakes, "checkout", "node_modules"), { recursive: true });
    return run([join(fakes, "checkout", "scripts", "lab"), "status", ...args], way);
  };
  /** Like npm, where the user's .npmrc forbids scripts: only the command line can make Node's package put Node in its place. */
  const NPM = `
    case " $* " in *" --ignore-scripts=false "*) ;; *) exit 0 ;; esac
    mkdir -p $3/node_modules/.bin
    for program in node pnpm; do ln $FAKES/fitting-$program $3/node_modules/.bin/$program; done`;

  describe("that needs a library", () => {
    beforeEach(async () => {
      const { packageManager } = JSON.parse(await readFile(join(ROOT, "package.json"), "utf8"));
      await fake("fitting-node", "echo v$(cat $FAKES/checkout/.node-version)");
      await fake("fitting-pnpm", `echo ${packageManager.replace("pnpm@", "")}`);
      await fake("npm", NPM);
    });
    asksFirst(lab, "libatomic1");
  });

  test("is an error where npm did not put it in its place", async () => {
    await fake("npm", "exit 0");
    const { exitCode, output } = await lab(["--yes"]);
    expect(exitCode, output).toBe(1);
    expect(output).toContain("npm did not put Node");
    expect(output).toContain("Remove that folder and try again");
  });
});

describe.skipIf(process.platform !== "linux")("apt-install.sh", () => {
  const start = () => spawn("sh", [join(ROOT, "scripts", "apt-install.sh"), "x"], { env, detached: true });
  const until = (file: string) => expect.poll(() => existsSync(file), { timeout: 10_000 }).toBe(true);
  const ended = async (child: ChildProcess) => {
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  };

  test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("%s leaves nothing behind", async (signal) => {
    await fake(
      "apt-get",
      "touch $FAKES/started; while [ -e $FAKES/started ] && [ ! -e $FAKES/go ]; do sleep 0.05; done",
    );
    const installing = start();
    await until(join(fakes, "started"));
    expect(existsSync(policy)).toBe(true);
    installing.kill(signal);
    await writeFile(join(fakes, "go"), "");
    await ended(installing);
    expect(existsSync(policy)).toBe(false);
  });

  test("what SIGKILL leaves behind is removed by the next run, and not before the run has ended", async () => {
    await fake("apt-get", "touch $FAKES/started; exec sleep 60");
    const installing = start();
    await until(join(fakes, "started"));
    await run(["sh", join(ROOT, "scripts", "apt-install.sh")]);
    expect(existsSync(policy)).toBe(true);
    process.kill(-(installing.pid as number), "SIGKILL");
    await ended(installing);
    expect(existsSync(policy)).toBe(true);
    await run(["sh", join(ROOT, "scripts", "apt-install.sh")]);
    expect(existsSync(policy)).toBe(false);
  });

  test.skipIf(process.getuid?.() !== 0)(
    "what a root run left behind is no error for another user",
    async () => {
      await chmod(fakes, 0o755);
      await fake("policy-rc.d", "# written by sticky-or-shared's apt-install.sh, process 4194305\nexit 101");
      const script = await readFile(join(ROOT, "scripts", "apt-install.sh"), "utf8");
      const nobody = { uid: 65_534, gid: 65_534, cwd: "/", env, all: true, reject: false } as const;
      const { exitCode, all } = await execa("sh", ["-c", script], nobody);
      expect([exitCode, all]).toEqual([0, ""]);
      expect(existsSync(policy)).toBe(true);
    },
  );

  test("a policy that somebody else wrote is used and kept", async () => {
    await fake("policy-rc.d", "exit 101");
    const { exitCode } = await run(["sh", join(ROOT, "scripts", "apt-install.sh"), "x"]);
    expect(exitCode).toBe(0);
    expect(await readFile(policy, "utf8")).toBe("#!/bin/sh\nexit 101\n");
  });

  test.skipIf(process.getuid?.() !== 0)(
    "goes on to the end when the lab's process group is killed",
    async () => {
      await fake(
        "apt-get",
        `${APT_GET}; touch $FAKES/started; while [ -e $FAKES/started ] && [ ! -e $FAKES/go ]; do sleep 0.05; done`,
      );
      const script = `import { install } from "${ROOT}/packages/lab/src/runtime/native/install.ts";
      await install(["redis-server"], () => {});`;
      const file = join(fakes, "install.ts");
      await writeFile(file, script);
      const lab = spawn(process.execPath, [file, "--yes"], { env, detached: true });
      await until(join(fakes, "started"));
      process.kill(-(lab.pid as number), "SIGKILL");
      await ended(lab);
      await writeFile(join(fakes, "go"), "");
      await expect.poll(() => existsSync(policy), { timeout: 10_000 }).toBe(false);
      expect(await calls()).toContain("install -y");
    },
  );
});
