import { render } from "preact";
import { App } from "./app.tsx";
import { connect } from "./live/connection.ts";
import "./styles/tokens.css";
import "./styles/ground.css";
import "./styles/side.css";
import "./styles/stage.css";
import "./styles/timeline.css";
import "./styles/desk.css";
import "./styles/tour.css";

connect(location.origin);
render(<App />, document.getElementById("page") as HTMLElement);
