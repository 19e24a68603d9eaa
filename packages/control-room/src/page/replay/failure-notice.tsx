import { signal } from "@preact/signals";

/** Why the recording cannot be shown; empty if it can. */
export const failure = signal("");

/** Says why there is nothing to see, and what to do about it. */
export function FailureNotice() {
  if (!failure.value) return null;
  return (
    <p class="notice" role="alert">
      This recording cannot be shown. {failure.value} If you copied this page, copy its whole folder with{" "}
      <code>runs</code> in it. Otherwise make the page again from the recording:{" "}
      <code>scripts/lab replay FILE</code>.
    </p>
  );
}
