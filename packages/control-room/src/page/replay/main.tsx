import { render } from "preact";
import { player } from "../playback/player.ts";
import { followRecording, load, toggle } from "../playback/recorded-playback.ts";
import { onSpace } from "../playback/space-key.ts";
import { followAddress } from "./address.ts";
import { failure } from "./failure-notice.tsx";
import { loadRun } from "./load-run.ts";
import { Replay } from "./replay.tsx";
import { chosenRun } from "./runs.ts";
import "../styles/styles.ts";

async function open(): Promise<void> {
  const { name, title } = chosenRun();
  document.title = `${title} · ${document.title}`;
  try {
    load(await loadRun(name));
  } catch (error) {
    failure.value = (error as Error).message;
    return;
  }
  const isAtMoment = followAddress();
  const wantsNoMotion = matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (!isAtMoment && !wantsNoMotion) player.play();
  followRecording();
  onSpace(toggle);
}

render(<Replay />, document.getElementById("page") as HTMLElement);
void open();
