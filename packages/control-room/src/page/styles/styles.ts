/* All style sheets of the page. */
import "@shop/style/tokens.css";
import "@shop/style/replicas.css";
import "@shop/style/base.css";
import "@shop/style/buttons.css";
import "./page.css";
import "./side.css";
import "./stage.css";
import "./replica.css";
import "./diagram.css";
import "./timeline.css";
import "./verdict.css";
import "./controls.css";
import "./tour.css";
import "./presenter.css";
import "./playback.css";
import "./replay.css";
import "./follow.css";
