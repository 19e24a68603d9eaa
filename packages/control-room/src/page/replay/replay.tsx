import { Brand } from "../brand.tsx";
import { fullLoad } from "../diagram/load-bar.ts";
import { sides } from "../live/live-state.ts";
import { recording } from "../playback/recorded-playback.ts";
import { Side } from "../side/side.tsx";
import { ActionList } from "../timeline/action-list.tsx";
import { VerdictCard } from "../verdict/verdict-card.tsx";
import { Chapters } from "./chapters.tsx";
import { ReplayBar } from "./replay-bar.tsx";
import { addressOf, chosenRun, isEmbedded, runs } from "./runs.ts";

/** The page of a replay. */
export function Replay() {
  const shown = sides.value;
  return (
    <div class={isEmbedded ? "sheet replay is-embedded" : "sheet replay"}>
      {!isEmbedded && <Head />}
      <main>
        {isEmbedded && <h1 class="unseen">{chosenRun().title}</h1>}
        {shown.length > 0 && (
          <>
            <Chapters />
            <div class={`sides of-${shown.length}`}>
              {shown.map((side, index) => (
                <Side key={index} side={side} index={index} fullLoad={fullLoad(shown)} />
              ))}
            </div>
            {!isEmbedded && (
              <div class="aftermath">
                <VerdictCard />
                <ActionList />
              </div>
            )}
            <ReplayBar />
          </>
        )}
      </main>
    </div>
  );
}

/** What is shown, how it was recorded, and the other recordings. */
function Head() {
  const { began, runtime, command } = recording.value?.header ?? {};
  return (
    <header class="masthead">
      <Brand />
      <h1>{chosenRun().title}</h1>
      {began && (
        <p class="label">
          every dot was a real request · {runtime} · {began.slice(0, 10)} · <code>{command}</code>
        </p>
      )}
      {runs.length > 1 && <RunLinks />}
    </header>
  );
}

const RunLinks = () => (
  <nav class="runs" aria-label="Recordings">
    <ul>
      {runs.map((run) => (
        <li key={run.name}>
          <a href={addressOf(run)} aria-current={run === chosenRun() ? "page" : undefined}>
            {run.title}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);
