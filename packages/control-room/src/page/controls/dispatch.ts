import { signal } from "@preact/signals";
import type { Action } from "../../wire/action.ts";
import { commandFor } from "./command.ts";

/** The command of the last action; empty if it has none. */
export const lastCommand = signal("");
/** Why the last action was refused; empty if it was not. */
export const refusal = signal("");

/** Asks the server to apply an action to these sides (from 0). Returns when it is done or refused. */
export async function dispatch(action: Action, targets: readonly number[]): Promise<void> {
  const { type, ...properties } = action;
  lastCommand.value = commandFor(action, targets) ?? "";
  refusal.value = "";
  const response = await fetch(`/actions/${type}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ sides: targets, ...properties }),
  }).catch(() => null);
  if (!response) refusal.value = "The control room does not answer, so nothing was done.";
  else if (!response.ok) refusal.value = (await response.json()).detail;
}
