import type { ComponentChildren } from "preact";
import { type Blow, commandOf } from "../../wire/action.ts";
import { connection } from "../live/room.ts";
import { deal } from "./deal.ts";

interface BlowButtonProps {
  readonly blow: Blow;
  readonly places: readonly number[];
  readonly disabled?: boolean;
  /** For a choice: whether it is the present one. */
  readonly pressed?: boolean;
  readonly onPress?: () => void;
  readonly children: ComponentChildren;
}

/** Deals a blow, and says which command would do the same. */
export function BlowButton({ blow, places, disabled = false, pressed, onPress, children }: BlowButtonProps) {
  const command = commandOf(blow);
  const idle = disabled || connection.value !== "open";
  return (
    <button
      type="button"
      class="blow"
      // not disabled, which would take the focus away from whoever has just pressed it
      aria-disabled={idle}
      aria-pressed={pressed}
      title={command}
      onClick={() => {
        if (idle) return;
        onPress?.();
        deal(blow, places);
      }}
    >
      <span class="blow-name">{children}</span>
      <code>{command.replace("scripts/lab ", "")}</code>
    </button>
  );
}
