import { findPlain } from "@shop/lab/runtime/choose.ts";
import { takeDown } from "@shop/lab/runtime/take-down.ts";
import type { VerbOptions } from "../arguments.ts";
import { print, say } from "../output.ts";

export async function down({ name, json }: VerbOptions): Promise<void> {
  const taken = await takeDown(say, name === undefined ? undefined : [name]);
  const plain = name === undefined ? await findPlain() : null;
  const nothing =
    name === undefined ? "nothing of the lab was up" : `nothing was up under the name "${name}"`;
  const text = taken.length > 0 ? `${taken.join(", ")} ${taken.length > 1 ? "are" : "is"} down` : nothing;
  print(json, { down: taken, ...(plain && { left: plain }) }, `${text}${plain ? `\n${left(plain)}` : ""}`);
}

const left = ({ project, down }: { project: string; down: string }) =>
  `${project}, which a plain \`docker compose up\` started, stays up. Take it down: ${down}`;
