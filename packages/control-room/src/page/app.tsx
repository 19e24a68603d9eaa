import { useState } from "preact/hooks";
import { Desk } from "./desk/desk.tsx";
import { connection, runtime, sides } from "./live/room.ts";
import { Side } from "./side/side.tsx";
import { goTo, position } from "./tour/progress.ts";
import { Tour } from "./tour/tour.tsx";

/** The page. */
export function App() {
  const [place, setPlace] = useState(0);
  const shown = sides.value;
  return (
    <div class="sheet">
      <Masthead />
      <main>
        <Notice />
        {shown.length === 0 ? (
          <p class="lead">Waiting for the control room to tell what is up.</p>
        ) : (
          <>
            {position.value === null ? <Desk sides={shown} place={place} setPlace={setPlace} /> : <Tour />}
            <div class={`sides of-${shown.length}`}>
              {shown.map((side, i) => (
                <Side key={i} side={side} place={i} mostLoad={mostLoad()} />
              ))}
            </div>
          </>
        )}
      </main>
    </div>
  );
}

/** Why the page shows nothing new. */
function Notice() {
  if (connection.value === "refused")
    return (
      <p class="notice" role="alert">
        The control room was started anew: open the URL that it prints now.
      </p>
    );
  if (connection.value === "lost")
    return (
      <p class="notice" role="alert">
        The control room does not answer. Is <code>scripts/lab open</code> still running? This page tries
        again by itself.
      </p>
    );
  return null;
}

const Masthead = () => (
  <header class="masthead">
    <p class="brand">
      <svg class="logo" viewBox="0 0 40 40" width="40" height="40" aria-hidden="true">
        <path d="M0 20H40M20 0V40" />
        <ellipse cx="20" cy="20" rx="14" ry="8.5" transform="rotate(-45 20 20)" />
      </svg>
      <span>Sticky or shared</span>
    </p>
    <h1>Control room</h1>
    {runtime.value && <p class="label">every dot is a real request · {runtime}</p>}
    {position.value === null && (
      <button type="button" onClick={() => goTo(0)}>
        Take the tour
      </button>
    )}
  </header>
);

/** The load that fills a bar: that of the busiest replica of all, so that sides can be compared. */
function mostLoad(): number {
  return Math.max(5, ...sides.value.flatMap(({ members }) => members.map(({ load }) => load)));
}
