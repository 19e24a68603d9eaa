import { Brand } from "../brand.tsx";
import { FollowPanel } from "../follow/follow-panel.tsx";
import { sides } from "../live/live-state.ts";
import { recording } from "../playback/recorded-playback.ts";
import { Stage } from "../stage/stage.tsx";
import { ActionList } from "../timeline/action-list.tsx";
import { Timelines } from "../timeline/timelines.tsx";
import { VerdictCard } from "../verdict/verdict-card.tsx";
import { Chapters } from "./chapters.tsx";
import { FailureNotice } from "./failure-notice.tsx";
import { ReplayBar } from "./replay-bar.tsx";
import { addressOf, chosenRun, isEmbedded, runs } from "./runs.ts";

/** The page of a replay. In an article it is the stage only. */
export function Replay() {
  return (
    <div class={isEmbedded ? "sheet is-embedded" : "sheet"}>
      {!isEmbedded && <Head />}
      <main>
        {isEmbedded && <h1 class="unseen">{chosenRun().title}</h1>}
        <FailureNotice />
        {sides.value.length > 0 && <Recorded />}
      </main>
    </div>
  );
}

const Recorded = () => (
  <div class="room">
    <Stage>
      <ReplayBar />
    </Stage>
    {!isEmbedded && (
      <>
        <div class="rail">
          <Chapters />
          <FollowPanel />
          {runs.length > 1 && <RunLinks />}
        </div>
        <div class="below">
          <Timelines />
          <div class="aftermath">
            <VerdictCard />
            <ActionList />
          </div>
        </div>
      </>
    )}
  </div>
);

/** What is shown, and how it was recorded. */
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
    </header>
  );
}

const RunLinks = () => (
  <nav class="runs" aria-labelledby="recordings">
    <h2 id="recordings">Recordings</h2>
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
