import type { ComponentChildren } from "preact";
import type { Action } from "../../wire/action.ts";
import { connection } from "../live/connection.ts";
import { backToLive } from "../playback/live-playback.ts";
import { commandsFor } from "./command.ts";
import { dispatch, refuse } from "./dispatch.ts";
import { useFocusOfRemoved } from "./focus-of-removed.ts";

interface ActionButtonProps {
  readonly action: Action;
  /** The sides that the action applies to, from 0. */
  readonly targets: readonly number[];
  /** What follows the visible name for screen readers, as in "shop-2 on redis". */
  readonly object?: string;
  /** Whether there is room for the command that does the same. It is shown where it is one for one side; a pointer shows it in any case. */
  readonly showsCommand?: boolean;
  /** Why it can do nothing at present, as in "8 at most": shown in place of the command. */
  readonly limit?: string | null;
  /** What is going on, as in "rolling", while the button has to wait for it. */
  readonly waitsFor?: string | null;
  /** For a choice: whether it is the present one. */
  readonly isPressed?: boolean | undefined;
  readonly onPress?: () => void;
  readonly children: ComponentChildren;
}

/** A button that dispatches an action, or says why it does not. A page without a server has none. */
export function ActionButton({ action, targets, showsCommand = true, ...props }: ActionButtonProps) {
  const { object, limit = null, waitsFor = null, isPressed, onPress, children } = props;
  const commands = commandsFor(action, targets);
  const [command, another] = commands;
  const reason = whyIdle(limit, waitsFor);
  const button = useFocusOfRemoved();
  if (connection.value === "none") return null;
  const press = () => {
    // what the action does is to be seen at once, and counted from now
    backToLive();
    if (reason !== null) return refuse(reason);
    onPress?.();
    void dispatch(action, targets);
  };
  return (
    <button
      ref={button}
      type="button"
      class="action"
      // not `disabled`, because a disabled button loses the keyboard focus
      aria-disabled={reason !== null}
      aria-pressed={isPressed}
      title={reason ?? (commands.join("\n") || undefined)}
      onClick={press}
    >
      <span class="action-name">
        {children}
        {object && <span class="unseen"> {object}</span>}
      </span>
      {limit ? (
        <span class="limit">{limit}</span>
      ) : (
        showsCommand && command && !another && <code>{command.replace("scripts/lab ", "")}</code>
      )}
    </button>
  );
}

function whyIdle(limit: string | null, waitsFor: string | null): string | null {
  if (connection.value !== "open") return "the control room does not answer";
  return limit ?? (waitsFor && `please wait: ${waitsFor}`);
}
