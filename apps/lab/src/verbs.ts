import { join } from "node:path";
import { MAX_CUSTOMERS } from "@shop/control-room/wire/action.ts";
import { LAB_DIR } from "@shop/lab/paths.ts";
import { STORES } from "@shop/lab/runtime/runtime.ts";
import { BALANCINGS, SCENARIO_NAMES, SCENARIOS } from "@shop/lab/scenarios.ts";
import { Argument, Command, Option } from "commander";
import { forceOption, nameOption, runtimeOption, seedOption, wholeNumber } from "./arguments.ts";

/**
 * The command line of every verb. What a verb does is in commands/, and is imported when it runs: loading all of it would take longer
 * than most verbs need.
 */
export const VERBS: readonly Command[] = [
  withRunOptions(new Command("demo"), "demo")
    .description(
      "the whole story: customers shop in each scenario, a replica dies under them, and we count who got hurt",
    )
    .option("--customers <n>", "customers in each scenario; default: 60", wholeNumber(2, 500))
    .action(lazy(async () => (await import("./commands/prove.ts")).demo)),

  new Command("open")
    .description("watch one scenario, or two side by side, in a browser, with simulated customers")
    .argument("[scenario...]", `one or two of ${SCENARIO_NAMES.join(", ")}; default: sticky-cookie redis`)
    .option("--customers <n>", "customers in each scenario", wholeNumber(1, MAX_CUSTOMERS), 60)
    .addOption(seedOption("customers"))
    .option("--control-port <n>", "port of the page; default: a free port", wholeNumber(1, 65_535))
    .option("--record <file>", "record it for `replay`; compressed if the name ends in .gz")
    .addOption(runtimeOption())
    .addOption(forceOption())
    .action(lazy(async () => (await import("./commands/open.ts")).open)),

  new Command("replay")
    .description("make a page of recordings that plays them anywhere, without a server or an installation")
    .argument("<file...>", "recordings of `open --record`")
    .option("--out <folder>", "where the page goes", join(LAB_DIR, "replay"))
    .action(lazy(async () => (await import("./commands/replay.ts")).replay)),

  withRunOptions(new Command("prove"))
    .description("run the experiments: each a claim, a prediction made before, an observation and a verdict")
    .argument("[name...]", "which experiments; where left out all but the demo and the storm")
    .option("--list", "list them instead of running them")
    .action(lazy(async () => (await import("./commands/prove.ts")).prove)),

  withRunOptions(new Command("storm"))
    .description("kill a replica every second while customers shop, and count what they notice")
    .action(lazy(async () => (await import("./commands/prove.ts")).storm)),

  new Command("judge")
    .description("judge a recorded history again, from the file alone")
    .argument("<history>", "a .jsonl file that prove wrote")
    .action(lazy(async () => (await import("./commands/judge.ts")).judge)),

  onDeployment(new Command("up"))
    .description("bring a scenario up, in place of the one that the lab has up")
    .argument("<scenario>", SCENARIO_NAMES.map((name) => `${name} (${SCENARIOS[name].about})`).join("; "))
    .option("--replicas <n>", "copies of the shop", wholeNumber(1, 20), 3)
    .addOption(
      new Option("--balancing <balancing>", "how nginx picks a replica, for bug and redis").choices(
        BALANCINGS,
      ),
    )
    .addOption(
      new Option(
        "--store <store>",
        "for redis: several Redis servers that replace each other, in place of one",
      ).choices(STORES),
    )
    .option("--balancers <n>", "nginx in front, which share nothing: 1 or 2", wholeNumber(1, 2), 1)
    .addOption(runtimeOption())
    .addOption(forceOption())
    .addHelpText(
      "after",
      "\nThe shop will be at port 8080; PORT=… in the environment, or in .env, changes it. One with a --name is at a free port unless PORT is in the environment.",
    )
    .action(lazy(async () => (await import("./commands/up.ts")).up)),

  onDeployment(new Command("down"))
    .description(
      "take down everything that the lab has up in this checkout, or one deployment by its --name, leaving nothing behind",
    )
    .action(lazy(async () => (await import("./commands/down.ts")).down)),

  onDeployment(new Command("status"))
    .description("what is up: replicas, their state, address, requests and sessions")
    .addHelpText(
      "after",
      "\nSessions are those in a replica's own memory; with state in Redis they stand in Redis's row.",
    )
    .action(lazy(async () => (await import("./commands/status.ts")).status)),

  onDeployment(new Command("shop"))
    .description(
      "send one simulated customer shopping and show every click: which replica, known or not, what is in the cart; it ends where the shop cannot answer",
    )
    .option("--as <n>", "which customer, 1 to 500: each has an address of its own", wholeNumber(1, 500), 1)
    .action(lazy(async () => (await import("./commands/shop.ts")).shop)),

  onDeployment(new Command("scale"))
    .description(
      "run this many replicas, adding or removing the highest numbers; of the others, those that were killed or stopped are started",
    )
    .argument("<n>", "how many", wholeNumber(1, 20))
    .action(lazy(async () => (await import("./commands/scale.ts")).scale)),

  onDeployment(new Command("balance"))
    .description("let nginx pick replicas another way, while everything runs")
    .addArgument(new Argument("<balancing>", "how").choices(BALANCINGS))
    .action(lazy(async () => (await import("./commands/balance.ts")).balance)),

  onDeployment(new Command("kill"))
    .description("end a member at once (SIGKILL): what a crash does")
    .addArgument(memberArgument())
    .action(lazy(async () => (await import("./commands/end.ts")).kill)),

  onDeployment(new Command("stop"))
    .description("end a member gracefully (SIGTERM): what a deploy does")
    .addArgument(memberArgument())
    .action(lazy(async () => (await import("./commands/end.ts")).stop)),

  onDeployment(new Command("start"))
    .description("start a member that was killed or stopped")
    .addArgument(memberArgument())
    .action(lazy(async () => (await import("./commands/start.ts")).start)),

  onDeployment(new Command("failover"))
    .description("hand over from a Redis master to its replica, as for maintenance; after up redis --store …")
    .action(lazy(async () => (await import("./commands/failover.ts")).failover)),

  onDeployment(new Command("roll"))
    .description(
      "restart replica after replica, gracefully, waiting for each to be ready: what a rolling deploy does",
    )
    .action(lazy(async () => (await import("./commands/roll.ts")).rollAll)),

  onDeployment(new Command("logs"))
    .description("what the members logged last (nginx: one JSON line a request)")
    .argument("[member]", "2 or shop-2, nginx, redis; all where left out")
    .option("--follow", "go on until interrupted, without --json")
    .action(lazy(async () => (await import("./commands/logs.ts")).logs)),
].map((verb) =>
  verb
    .option("--json", "print the result as JSON")
    .option("--yes", "install without asking what this machine lacks")
    .exitOverride(),
);

/** An action that is imported when it runs. */
function lazy<Args extends unknown[]>(load: () => Promise<(...args: Args) => Promise<void>>) {
  return async (...args: Args): Promise<void> => (await load())(...args);
}

function memberArgument(): Argument {
  return new Argument(
    "<member>",
    "2 or shop-2, nginx, redis; nginx-1, redis-1 or sentinel-1 where there are several",
  );
}

/** The option of the verbs that act on a deployment. */
function onDeployment(command: Command): Command {
  return command.addOption(nameOption());
}

/** Options of the verbs that run experiments. */
function withRunOptions(command: Command, out = "report"): Command {
  return command
    .option("--quick", "fewer customers, less time")
    .addOption(seedOption("choices"))
    .option("--out <folder>", "where the report, the journal and the histories go", join(LAB_DIR, out))
    .addOption(runtimeOption())
    .addOption(forceOption());
}
