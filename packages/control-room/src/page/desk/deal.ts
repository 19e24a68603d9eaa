import { signal } from "@preact/signals";
import { type Blow, commandOf } from "../../wire/action.ts";

/** The command of the last blow. */
export const lastCommand = signal("");
/** Why the last blow was not dealt; empty when it was. */
export const refusal = signal("");

/** Asks the server to deal a blow to these sides. */
export async function deal(blow: Blow, places: readonly number[]): Promise<void> {
  const { act, ...rest } = blow;
  lastCommand.value = commandOf(blow);
  refusal.value = "";
  const answer = await fetch(`/blows/${act}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ sides: places, ...rest }),
  }).catch(() => null);
  if (!answer) refusal.value = "The control room does not answer, so nothing was done.";
  else if (!answer.ok) refusal.value = (await answer.json()).detail;
}
