/** What uses the space key itself. Sliders do not. */
const USES_SPACE = "a, button, summary, select, textarea, [contenteditable], input:not([type=range])";

/** Calls `toggle` when the user presses the space key, unless what has the keyboard focus uses that key. */
export function onSpace(toggle: () => void): void {
  document.addEventListener("keydown", (event) => {
    const { key, target, ctrlKey, altKey, metaKey, repeat } = event;
    if (key !== " " || repeat || ctrlKey || altKey || metaKey) return;
    if (event.defaultPrevented || (target instanceof Element && target.closest(USES_SPACE))) return;
    // a page scrolls on space
    event.preventDefault();
    toggle();
  });
}
