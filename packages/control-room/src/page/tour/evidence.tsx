import { sides } from "../live/live-state.ts";
import { bothSides } from "./progress.ts";
import type { Figure } from "./steps/step.ts";

/** The figures of both sides, in the order in which the sides stand. */
export function Evidence({ figures }: { figures: readonly Figure[] }) {
  const shown = sides.value.filter((side) => side === bothSides.value?.[side.state]);
  return (
    <table class="evidence">
      <caption class="unseen">What happens</caption>
      <thead>
        <tr>
          <td>since the press</td>
          {shown.map(({ state, scenario }) => (
            <th key={state} scope="col">
              {state === "redis" ? "in Redis" : "in memory"} <code>{scenario}</code>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {figures.map((figure) => (
          <tr key={figure.name}>
            <th scope="row">{figure.name}</th>
            {shown.map(({ state }) => (
              <td key={state}>{figure[state]}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
