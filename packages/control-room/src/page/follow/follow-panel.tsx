import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { YOU } from "../../wire/customer.ts";
import { sides } from "../live/live-state.ts";
import { ClickList } from "./click-list.tsx";
import { follow, followable, followed } from "./followed.ts";
import { LastLoss } from "./last-loss.tsx";

/** Chooses the customer to follow, for people who do not click on dots, and shows what the customer got on each side. */
export function FollowPanel() {
  const panel = useRef<HTMLElement>(null);
  const customer = followed.value;
  useEffect(() => {
    if (customer === null) return;
    panel.current?.scrollIntoView({ block: "nearest" });
    return stopOnEscape(panel);
  }, [customer]);
  return (
    <section class="follow" aria-labelledby="follow" ref={panel}>
      <div class="follow-choice">
        <h2 id="follow">Follow</h2>
        <Choice customer={customer} />
        {customer === null ? (
          <p>or click a dot</p>
        ) : (
          <button type="button" class="action" aria-keyshortcuts="Escape" onClick={() => stop(panel)}>
            Stop<span class="unseen"> following</span>
          </button>
        )}
      </div>
      <LastLoss customer={customer} />
      {customer !== null &&
        sides.value.map((side, index) => <ClickList key={index} side={side} customer={customer} />)}
    </section>
  );
}

function Choice({ customer }: { customer: number | null }) {
  return (
    <select
      aria-label="Follow customer"
      value={customer ?? ""}
      onChange={({ currentTarget: { value } }) => follow(value === "" ? null : Number(value))}
    >
      <option value="">nobody</option>
      {followable.value.map((number) => (
        <option key={number} value={number}>
          {number === YOU ? "you" : `customer ${number}`}
        </option>
      ))}
    </select>
  );
}

type Panel = RefObject<HTMLElement | null>;

/** Follows nobody. What has the keyboard focus in the panel is about to go, so the choice gets it. */
function stop({ current }: Panel): void {
  if (current?.contains(document.activeElement)) current.querySelector("select")?.focus();
  follow(null);
}

function stopOnEscape(panel: Panel): () => void {
  const listener = (event: KeyboardEvent) => {
    // a second Escape may come before the effect that removes this listener
    if (event.key !== "Escape" || event.defaultPrevented || followed.value === null) return;
    // the tour would end, too
    event.preventDefault();
    stop(panel);
  };
  document.addEventListener("keydown", listener);
  return () => document.removeEventListener("keydown", listener);
}
