import { useEffect, useRef } from "preact/hooks";
import { isShortcutOn } from "./keys.ts";
import { present, wasPresenting } from "./presenter.ts";

/** Opens presenter mode. It gets the keyboard focus back when presenter mode ends. */
export function PresentButton() {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (wasPresenting) button.current?.focus();
  }, []);
  return (
    <span class="present">
      <button type="button" class="plain" ref={button} onClick={present}>
        Present
      </button>
      <label title="Off: no single key does anything">
        <input
          type="checkbox"
          checked={isShortcutOn.value}
          onChange={({ currentTarget }) => {
            isShortcutOn.value = currentTarget.checked;
          }}
        />{" "}
        key <kbd>P</kbd>
      </label>
    </span>
  );
}
