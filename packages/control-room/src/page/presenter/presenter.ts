import { signal } from "@preact/signals";

/** Whether the page shows the stage only, in large type, and listens to keys. */
export const isPresenting = signal(false);

/** Whether presenter mode was ever open. */
export let wasPresenting = false;

/** Opens presenter mode, on the full screen where the browser allows it. */
export function present(): void {
  isPresenting.value = true;
  wasPresenting = true;
  document.documentElement.classList.add("is-presenting");
  void document.documentElement.requestFullscreen?.().catch(() => {});
}

/** Leaves presenter mode. */
export function stopPresenting(): void {
  isPresenting.value = false;
  document.documentElement.classList.remove("is-presenting");
  if (document.fullscreenElement) void document.exitFullscreen();
}

/** Leaves presenter mode with the full screen: browsers do not report an Escape that ends it. */
export function leaveWithFullScreen(): void {
  document.addEventListener("fullscreenchange", () => {
    if (!document.fullscreenElement) stopPresenting();
  });
}
