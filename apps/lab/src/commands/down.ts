import { findPlain } from "@shop/lab/runtime/choose.ts";
import { takeDown } from "@shop/lab/runtime/take-down.ts";
import { print, say } from "../output.ts";

export async function down({ json }: { json?: boolean }): Promise<void> {
  const taken = await takeDown(say);
  const plain = await findPlain();
  const text = taken.length > 0 ? `${taken.join(" and ")} is down` : "nothing of the lab was up";
  print(json, { down: taken, ...(plain && { left: plain }) }, `${text}${plain ? `\n${left(plain)}` : ""}`);
}

const left = ({ project, down }: { project: string; down: string }) =>
  `${project}, which a plain \`docker compose up\` started, stays up. Take it down: ${down}`;
