import { composeVariable } from "@shop/lab/env-file.ts";
import { EXIT, LabError } from "@shop/lab/errors.ts";
import { labCommand } from "@shop/lab/lab-command.ts";
import { NAME_PATTERN } from "@shop/lab/runtime/deployment-name.ts";
import { isRunning, type Member, RUNTIME_NAMES, type Snapshot } from "@shop/lab/runtime/runtime.ts";
import { SCENARIO_NAMES, type ScenarioName } from "@shop/lab/scenarios.ts";
import { InvalidArgumentError, Option } from "commander";

export const forceOption = () =>
  new Option(
    "--force",
    "where containers of another checkout, or of a plain `docker compose up`, hold the port: remove them (never volumes)",
  );

export const runtimeOption = () =>
  new Option(
    "--runtime <runtime>",
    "what runs the replicas; default: compose where Docker answers, else native; swarm only where you say so",
  ).choices(RUNTIME_NAMES);

/** Options of every verb that acts on a deployment. */
export interface VerbOptions {
  readonly name?: string;
  readonly json?: boolean;
}

export const nameOption = () =>
  new Option("--name <name>", "which deployment, where several are up side by side").argParser((text) => {
    if (NAME_PATTERN.test(text)) return text;
    throw new InvalidArgumentError(
      "It must be lower-case letters, digits and single hyphens, 30 characters at most.",
    );
  });

/** `what`: what the seed determines. */
export const seedOption = (what: "choices" | "customers") =>
  new Option("--seed <n>", `seed of the random source: the same seed gives the same ${what}`)
    .argParser(wholeNumber(0, 2 ** 31 - 1))
    .default(1);

/** Parses a whole number from `least` to `most`; anything else is wrong usage. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };
}

/** Throws a LabError where there is no scenario of that name. */
export function requireScenario(name: string): ScenarioName {
  const scenario = SCENARIO_NAMES.find((known) => known === name);
  if (scenario) return scenario;
  throw new LabError(
    `There is no scenario "${name}".`,
    `There are: ${SCENARIO_NAMES.join(", ")}.`,
    EXIT.usage,
  );
}

/** The member that the user means: `2` and `shop-2` both name a replica. Throws a LabError where there is none. */
export function requireMember({ members }: Snapshot, name: string): Member {
  const member = members.find((candidate) => candidate.name === name || candidate.name === `shop-${name}`);
  if (member) return member;
  const known = members.map((candidate) => candidate.name).join(", ");
  throw new LabError(`There is no "${name}" here.`, `There are: ${known}.`, EXIT.usage);
}

/** Throws a LabError while the members have a Redis that is stopped: without their state no replica becomes ready. */
export function requireState({ deployment, members }: Snapshot): void {
  const servers = members.filter(({ role }) => role === "redis");
  if (servers.length > 0 && !servers.some(isRunning))
    throw new LabError(
      "redis is stopped, and without it no replica becomes ready.",
      labCommand("start redis", deployment?.name),
    );
}

/** The port that the user wants the shop on: PORT in the environment, else in .env, as Docker Compose reads it. */
export function shopPort(): number {
  const text = composeVariable("PORT");
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new LabError(`PORT is "${text}".`, "It must be a whole number from 1 to 65535.", EXIT.usage);
}
