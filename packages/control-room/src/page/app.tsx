import { Controls } from "./controls/controls.tsx";
import { fullLoad } from "./diagram/load-bar.ts";
import { connection } from "./live/connection.ts";
import { runtime, sides } from "./live/live-state.ts";
import { Side } from "./side/side.tsx";
import { ActionList } from "./timeline/action-list.tsx";
import { goTo, position } from "./tour/progress.ts";
import { Tour } from "./tour/tour.tsx";
import { VerdictCard } from "./verdict/verdict-card.tsx";

/** The page. */
export function App() {
  const shown = sides.value;
  return (
    <div class="sheet">
      <Masthead />
      <main>
        <ConnectionNotice />
        {shown.length === 0 ? (
          <p class="lead">Connecting to the control room …</p>
        ) : (
          <>
            {position.value === null ? <Controls /> : <Tour />}
            <div class={`sides of-${shown.length}`}>
              {shown.map((side, index) => (
                <Side key={index} side={side} index={index} fullLoad={fullLoad(shown)} />
              ))}
            </div>
            <div class="aftermath">
              <VerdictCard />
              <ActionList />
            </div>
          </>
        )}
      </main>
    </div>
  );
}

/** Says why the page shows nothing new. */
function ConnectionNotice() {
  if (connection.value === "refused")
    return (
      <p class="notice" role="alert">
        The control room was restarted: open the URL that it printed.
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
