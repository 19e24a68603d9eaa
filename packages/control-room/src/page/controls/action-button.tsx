import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Action } from "../../wire/action.ts";
import { connection } from "../live/connection.ts";
import { commandFor } from "./command.ts";
import { dispatch } from "./dispatch.ts";

interface ActionButtonProps {
  readonly action: Action;
  /** The sides that the action applies to, from 0. */
  readonly targets: readonly number[];
  /** Whether the button shows the command that does the same, where there is one. */
  readonly showsCommand?: boolean;
  readonly isDisabled?: boolean;
  /** For a choice: whether it is the present one. */
  readonly isPressed?: boolean | undefined;
  readonly onPress?: () => void;
  readonly children: ComponentChildren;
}

/** A button that dispatches an action. */
export function ActionButton({ action, targets, showsCommand = true, ...props }: ActionButtonProps) {
  const { isDisabled = false, isPressed, onPress, children } = props;
  const command = showsCommand ? commandFor(action, targets) : null;
  const isIdle = isDisabled || connection.value !== "open";
  const press = () => {
    if (isIdle) return;
    onPress?.();
    void dispatch(action, targets);
  };
  return (
    <button
      ref={useFocusOfRemoved()}
      type="button"
      class="action"
      // not `disabled`, because a disabled button loses the keyboard focus
      aria-disabled={isIdle}
      aria-pressed={isPressed}
      title={command ?? undefined}
      onClick={press}
    >
      <span class="action-name">{children}</span>
      {command && <code>{command.replace("scripts/lab ", "")}</code>}
    </button>
  );
}

/** Moves the keyboard focus to the button beside this one when this one is removed, as Stop is once a replica has stopped. */
function useFocusOfRemoved() {
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(
    () => () => {
      const removed = button.current;
      if (removed !== document.activeElement) return;
      const others = [...(removed?.parentElement?.querySelectorAll("button") ?? [])];
      others.find((other) => other !== removed)?.focus();
    },
    [],
  );
  return button;
}
