import { render } from "preact";
import { App } from "./app.tsx";
import { connect } from "./live/connection.ts";
import { followServer } from "./playback/live-playback.ts";
import { player } from "./playback/player.ts";
import { onSpace } from "./playback/space-key.ts";
import { listenToKeys } from "./presenter/keys.ts";
import { leaveWithFullScreen } from "./presenter/presenter.ts";
import { followHash } from "./tour/hash.ts";
import "./styles/styles.ts";

followHash();
connect(location.origin);
followServer();
onSpace(() => player.toggle());
listenToKeys();
leaveWithFullScreen();
render(<App />, document.getElementById("page") as HTMLElement);
