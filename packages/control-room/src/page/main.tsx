import { render } from "preact";
import { App } from "./app.tsx";
import { connect } from "./live/connection.ts";
import "@shop/style/tokens.css";
import "@shop/style/replicas.css";
import "@shop/style/base.css";
import "@shop/style/buttons.css";
import "./styles/ground.css";
import "./styles/side.css";
import "./styles/stage.css";
import "./styles/timeline.css";
import "./styles/desk.css";
import "./styles/tour.css";

connect();
render(<App />, document.getElementById("page") as HTMLElement);
