import { render } from "preact";
import { App } from "./app.tsx";
import { connect } from "./live/connection.ts";
import "@shop/style/tokens.css";
import "@shop/style/replicas.css";
import "@shop/style/base.css";
import "@shop/style/buttons.css";
import "./styles/page.css";
import "./styles/side.css";
import "./styles/diagram.css";
import "./styles/timeline.css";
import "./styles/verdict.css";
import "./styles/controls.css";
import "./styles/tour.css";

connect(location.origin);
render(<App />, document.getElementById("page") as HTMLElement);
