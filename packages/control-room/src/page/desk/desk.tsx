import { BALANCINGS } from "@shop/lab/scenarios.ts";
import { MOST_CUSTOMERS, MOST_REPLICAS } from "../../wire/action.ts";
import type { SideView } from "../live/room.ts";
import { BlowButton } from "./blow-button.tsx";
import { lastCommand, refusal } from "./deal.ts";
import { hitsBoth } from "./target.ts";

/** What can be done to a scenario as a whole. Replicas and Redis have their buttons on the stage. */
export function Desk({
  sides,
  place,
  setPlace,
}: {
  sides: readonly SideView[];
  place: number;
  setPlace: (place: number) => void;
}) {
  const both = hitsBoth.value && sides.length > 1;
  const places = both ? sides.map((_side, i) => i) : [place];
  const aimed = places.map((i) => sides[i]).filter((side) => side !== undefined);
  const busy = aimed.some((side) => side.busy !== null);
  const replicas = Math.max(
    ...aimed.map(({ members }) => members.filter(({ role }) => role === "replica").length),
  );
  const customers = Math.max(...aimed.map(({ numbers }) => numbers.customers));
  return (
    <section class="desk" aria-labelledby="desk">
      <h2 id="desk">Break it</h2>
      {sides.length > 1 && <Aim sides={sides} place={place} setPlace={setPlace} />}
      <Group name="Replicas">
        <BlowButton
          blow={{ act: "scale", replicas: replicas - 1 }}
          places={places}
          disabled={busy || replicas <= 1}
        >
          One less
        </BlowButton>
        <BlowButton
          blow={{ act: "scale", replicas: replicas + 1 }}
          places={places}
          disabled={busy || replicas >= MOST_REPLICAS}
        >
          One more
        </BlowButton>
        <BlowButton blow={{ act: "roll" }} places={places} disabled={busy}>
          Roll
        </BlowButton>
      </Group>
      <Group name="Customers">
        <BlowButton
          blow={{ act: "customers", customers: customers - 20 }}
          places={places}
          disabled={busy || customers <= 20}
        >
          20 fewer
        </BlowButton>
        <BlowButton
          blow={{ act: "customers", customers: customers + 20 }}
          places={places}
          disabled={busy || customers + 20 > MOST_CUSTOMERS}
        >
          20 more
        </BlowButton>
      </Group>
      <Group name="nginx balances by">
        {BALANCINGS.map((balancing) => (
          <BlowButton
            key={balancing}
            blow={{ act: "balance", balancing }}
            places={places}
            disabled={busy}
            pressed={aimed.every((side) => side.balancing === balancing)}
          >
            {balancing}
          </BlowButton>
        ))}
      </Group>
      <p class="terminal">
        <span class="unseen">The same in a terminal: </span>
        <code>$ {lastCommand.value || "scripts/lab …"}</code>
      </p>
      <p class="refusal" role="alert">
        {refusal.value}
      </p>
    </section>
  );
}

function Aim({
  sides,
  place,
  setPlace,
}: {
  sides: readonly SideView[];
  place: number;
  setPlace: (place: number) => void;
}) {
  const choose = (both: boolean, chosen: number) => {
    hitsBoth.value = both;
    setPlace(chosen);
  };
  return (
    <fieldset class="aim">
      <legend>Every blow hits</legend>
      <label>
        <input type="radio" name="aim" checked={hitsBoth.value} onChange={() => choose(true, 0)} /> both
      </label>
      {sides.map(({ scenario }, i) => (
        <label key={i}>
          <input
            type="radio"
            name="aim"
            checked={!hitsBoth.value && place === i}
            onChange={() => choose(false, i)}
          />{" "}
          {scenario}
        </label>
      ))}
    </fieldset>
  );
}

function Group({ name, children }: { name: string; children: preact.ComponentChildren }) {
  return (
    <fieldset class="group">
      <legend>{name}</legend>
      <div class="blows">{children}</div>
    </fieldset>
  );
}
