import { useState } from "preact/hooks";
import { lastAction, runtime, sides } from "../live/live-state.ts";
import { readPalette } from "../palette.ts";
import { type Copied, copyPicture, copyText } from "./copy.ts";
import { pictureOf } from "./draw-verdict.ts";
import { markdownOf } from "./markdown.ts";
import { type Verdict, verdictOf } from "./verdict.ts";

/** The last action, what it did to both sides, and what it takes to see the same again: to be shown to others. */
export function VerdictCard() {
  const action = lastAction.value;
  if (!action) return null;
  const verdict = verdictOf(action, sides.value, runtime.value);
  const { headline, setting, commands } = verdict;
  return (
    <section class="verdict" aria-labelledby="verdict">
      <h2 id="verdict">{headline}</h2>
      <VerdictTable verdict={verdict} />
      <p class="setting">{setting}.</p>
      <pre>
        <code>{commands.map((command) => `$ ${command}`).join("\n")}</code>
      </pre>
      <CopyButtons key={action.number} verdict={verdict} fileName={`verdict-${action.number}`} />
    </section>
  );
}

function VerdictTable({ verdict: { columns, rows } }: { verdict: Verdict }) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">since then</th>
          {columns.map(({ scenario, note }) => (
            <th key={scenario} scope="col">
              <code>{scenario}</code> <small>{note}</small>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, counts }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {counts.map((count, i) => (
              <td key={i} class={count > 0 && name !== "orders" ? "is-bad" : undefined}>
                {count}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const SAID: Readonly<Record<Copied, string>> = {
  copied: "Copied.",
  saved: "Saved as a file, because this browser does not let the page copy it.",
};

function CopyButtons({ verdict, fileName }: { verdict: Verdict; fileName: string }) {
  const [said, say] = useState("");
  const report = async (copied: Promise<Copied>) => say(SAID[await copied]);
  return (
    <p class="copy">
      <button
        type="button"
        class="action"
        onClick={() => void report(copyText(markdownOf(verdict), `${fileName}.md`))}
      >
        Copy as Markdown
      </button>{" "}
      <button
        type="button"
        class="action"
        onClick={() => void report(copyPicture(pictureOf(verdict, readPalette()), `${fileName}.png`))}
      >
        Copy as a picture
      </button>{" "}
      <span role="status">{said}</span>
    </p>
  );
}
