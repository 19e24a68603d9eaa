import { signal } from "@preact/signals";
import type { Action } from "../../wire/action.ts";
import { commandsFor } from "./command.ts";

/** An action that was sent to the server. */
export interface SentAction {
  readonly action: Action;
  /** The sides that it applies to, from 0. */
  readonly on: readonly number[];
}

/** The commands of the last action, one for each side; empty if it has none. */
export const lastCommands = signal<readonly string[]>([]);
/** Why the last action was refused; empty if it was not. */
export const refusal = signal("");
/** The actions of this page that the server has not answered yet. Changes of customers are not among them: nothing waits for them. */
export const sent = signal<readonly SentAction[]>([]);

/** Asks the server to apply an action to these sides (from 0). Returns when it is done or refused: whether it is done. */
export async function dispatch(action: Action, targets: readonly number[]): Promise<boolean> {
  const { type, ...properties } = action;
  lastCommands.value = commandsFor(action, targets);
  refusal.value = "";
  const request: SentAction = { action, on: targets };
  if (type !== "customers") sent.value = [...sent.value, request];
  const response = await fetch(`/actions/${type}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ sides: targets, ...properties }),
  }).catch(() => null);
  sent.value = sent.value.filter((other) => other !== request);
  if (!response) refusal.value = "The control room does not answer, so nothing was done.";
  else if (!response.ok) refusal.value = (await response.json()).detail;
  return response?.ok ?? false;
}

/** Says why a button that was pressed does nothing. */
export function refuse(reason: string): void {
  refusal.value = `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`;
}
