import type { ComponentChildren } from "preact";
import { sides } from "../live/live-state.ts";
import { ActionButton } from "./action-button.tsx";
import { controlGroups } from "./control-groups.ts";
import { lastCommand, refusal } from "./dispatch.ts";
import { selectedSide, selectedSides } from "./target-sides.ts";

/** What can be done to a scenario as a whole. Replicas and Redis have their own buttons in the diagram. */
export function Controls() {
  const targets = selectedSides();
  const groups = controlGroups(sides.value.filter((_side, index) => targets.includes(index)));
  return (
    <section class="controls" aria-labelledby="controls">
      <h2 id="controls">Break it</h2>
      {sides.value.length > 1 && <SideChoice />}
      {groups.map(({ name, controls }) => (
        <fieldset key={name} class="group">
          <legend>{name}</legend>
          <div class="actions">
            {controls.map(({ label, action, isDisabled, isPressed }) => (
              <ActionButton
                key={label}
                action={action}
                targets={targets}
                isDisabled={isDisabled}
                isPressed={isPressed}
              >
                {label}
              </ActionButton>
            ))}
          </div>
        </fieldset>
      ))}
      <Terminal />
      <p class="refusal" role="alert">
        {refusal.value}
      </p>
    </section>
  );
}

/** The last action as a command. With two sides it names the one that the command acts on. */
function Terminal() {
  const [first, second] = sides.value;
  const comment = lastCommand.value && second ? ` # ${first?.scenario}` : "";
  return (
    <p class="terminal">
      <span class="unseen">The same in a terminal: </span>
      <code>
        $ {lastCommand.value || "scripts/lab …"}
        {comment}
      </code>
    </p>
  );
}

function SideChoice() {
  return (
    <fieldset class="target">
      <legend>Every action applies to</legend>
      <SideRadio side={null}>both</SideRadio>
      {sides.value.map(({ scenario }, index) => (
        <SideRadio key={index} side={index}>
          {scenario}
        </SideRadio>
      ))}
    </fieldset>
  );
}

function SideRadio({ side, children }: { side: number | null; children: ComponentChildren }) {
  const choose = () => {
    selectedSide.value = side;
  };
  return (
    <label>
      <input type="radio" name="side" checked={selectedSide.value === side} onChange={choose} /> {children}
    </label>
  );
}
