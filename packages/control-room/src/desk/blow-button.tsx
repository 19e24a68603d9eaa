import { type Blow, commandOf } from "@shop/lab/control-room/blow";
import type { ComponentChildren } from "preact";
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
  return (
    <button
      type="button"
      class="blow"
      disabled={disabled || connection.value !== "open"}
      aria-pressed={pressed}
      title={command}
      onClick={() => {
        onPress?.();
        deal(blow, places);
      }}
    >
      <span class="blow-name">{children}</span>
      <code>{command.replace("scripts/lab ", "")}</code>
    </button>
  );
}
