import type { ComponentChildren } from "preact";
import { sides } from "../live/live-state.ts";
import { ActionButton } from "./action-button.tsx";
import { type Control, controlGroups } from "./control-groups.ts";
import { lastCommands, refusal } from "./dispatch.ts";
import { placeOf, selectedSide, selectedSides } from "./target-sides.ts";
import { ongoingOn } from "./waiting.ts";

/** What can be done to one side or to both. The buttons on a side act on that side only. */
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
            {controls.map((control, index) => (
              <ControlButton key={index} control={control} targets={targets} />
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

function ControlButton({ control, targets }: { control: Control; targets: readonly number[] }) {
  const { label, object, action, limit, isPressed } = control;
  return (
    <ActionButton
      action={action}
      targets={targets}
      object={`${object} ${placeOf(targets)}`}
      showsCommand={false}
      limit={limit}
      // customers come and go whatever is going on
      waitsFor={action.type === "customers" ? null : ongoingOn(targets)}
      isPressed={isPressed}
    >
      {label}
    </ActionButton>
  );
}

/** The last action as commands. */
function Terminal() {
  const commands = lastCommands.value.length > 0 ? lastCommands.value : ["scripts/lab …"];
  return (
    <p class="terminal">
      <span class="unseen">The same in a terminal: </span>
      {commands.map((command) => (
        <code key={command}>
          ${" "}
          {command.split(/(?=--)/).map((part) => (
            <span key={part}>{part}</span>
          ))}
        </code>
      ))}
    </p>
  );
}

function SideChoice() {
  return (
    <fieldset class="target">
      <legend>Every button here acts on</legend>
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
