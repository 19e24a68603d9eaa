import { Controls } from "./controls/controls.tsx";
import { FollowPanel } from "./follow/follow-panel.tsx";
import { connection } from "./live/connection.ts";
import { sides } from "./live/live-state.ts";
import { Masthead } from "./masthead.tsx";
import { LiveBar } from "./playback/live-bar.tsx";
import { isPresenting } from "./presenter/presenter.ts";
import { Stage } from "./stage/stage.tsx";
import { ActionList } from "./timeline/action-list.tsx";
import { Timelines } from "./timeline/timelines.tsx";
import { position } from "./tour/progress.ts";
import { Tour } from "./tour/tour.tsx";
import { VerdictCard } from "./verdict/verdict-card.tsx";

/** The page: the stage, beside it the rail with the controls or the tour, and the timelines below. Presenter mode shows the stage only. */
export function App() {
  return (
    <div class="sheet">
      {!isPresenting.value && <Masthead />}
      <main>
        {isPresenting.value && <h1 class="unseen">Control room</h1>}
        <ConnectionNotice />
        {sides.value.length === 0 ? <p class="lead">Connecting to the control room …</p> : <Room />}
      </main>
    </div>
  );
}

function Room() {
  return (
    <div class="room">
      <Stage>
        <LiveBar />
      </Stage>
      {!isPresenting.value && (
        <>
          <div class="rail">
            {position.value === null ? <Controls /> : <Tour />}
            <FollowPanel />
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
