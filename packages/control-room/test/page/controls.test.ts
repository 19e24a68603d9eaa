import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { commandsFor } from "../../src/page/controls/command.ts";
import { controlGroups } from "../../src/page/controls/control-groups.ts";
import { dispatch, lastCommands, refusal } from "../../src/page/controls/dispatch.ts";
import { placeOf, selectedSide, selectedSides } from "../../src/page/controls/target-sides.ts";
import { ongoingOn } from "../../src/page/controls/waiting.ts";
import { type SideView, sides } from "../../src/page/live/live-state.ts";
import { redis, redisSideView, replica, sideView } from "./side-view.ts";

/** All controls of these sides by their labels. */
const controlsOf = (...targets: SideView[]) =>
  Object.fromEntries(
    controlGroups(targets)
      .flatMap(({ controls }) => controls)
      .map((control) => [control.label, control]),
  );

const withReplicas = (count: number) =>
  sideView({ members: Array.from({ length: count }, (_, i) => replica(`shop-${i + 1}`)) });

describe("the controls", () => {
  test("change the number of replicas by one and of customers by twenty, from the larger side", () => {
    const controls = controlsOf(withReplicas(5), redisSideView({ statistics: { customers: 80 } }));
    expect(controls["One less"]?.action).toEqual({ type: "scale", replicas: 4 });
    expect(controls["One more"]?.action).toEqual({ type: "scale", replicas: 6 });
    expect(controls["20 fewer"]?.action).toEqual({ type: "customers", change: -20 });
    expect(controls["20 more"]?.action).toEqual({ type: "customers", change: 20 });
  });

  test("say which limit stops them: the least and the most replicas and customers", () => {
    const limits = (side: SideView) =>
      Object.values(controlsOf(side)).flatMap(({ label, limit }) => (limit ? [`${label}: ${limit}`] : []));
    expect(limits(sideView())).toEqual([]);
    expect(limits(withReplicas(1))).toEqual(["One less: 1 at least"]);
    expect(limits(withReplicas(8))).toEqual(["One more: 8 at most"]);
    expect(limits(sideView({ statistics: { customers: 20 } }))).toEqual(["20 fewer: 1 at least"]);
    expect(limits(sideView({ statistics: { customers: 200 } }))).toEqual(["20 more: 200 at most"]);
  });

  test("kill each replica and Redis, or start what runs on none of the sides", () => {
    const dead = replica("shop-1", { state: "dead" });
    const labels = (...targets: SideView[]) =>
      controlGroups(targets)
        .find(({ name }) => name === "Kill or start")
        ?.controls.map(({ label }) => label);
    expect(
      labels(redisSideView({ members: [dead, replica("shop-10"), replica("shop-2"), redis()] })),
    ).toEqual(["Start shop-1", "Kill shop-2", "Kill shop-10", "Kill redis"]);
    expect(labels(sideView({ members: [dead] }), sideView())).toContain("Kill shop-1");
  });

  test("show a balancing as pressed only if all sides have it", () => {
    expect(controlsOf(sideView()).cookie?.isPressed).toBe(true);
    expect(controlsOf(sideView(), redisSideView()).cookie?.isPressed).toBe(false);
  });
});

describe("the sides that an action applies to", () => {
  beforeEach(() => {
    sides.value = [sideView(), redisSideView()];
  });
  afterEach(() => {
    selectedSide.value = null;
  });

  test("are all sides, unless one is selected", () => {
    expect([selectedSides(), placeOf(selectedSides())]).toEqual([[0, 1], "on both sides"]);
    selectedSide.value = 1;
    expect([selectedSides(), placeOf(selectedSides())]).toEqual([[1], "on redis"]);
  });

  test("are busy while an action is going on there, or was sent there and not yet begun", async () => {
    sides.value = [sideView(), redisSideView({ ongoing: "rolling" })];
    expect([ongoingOn([0]), ongoingOn([1]), ongoingOn([0, 1])]).toEqual([null, "rolling", "rolling"]);
    const { promise, resolve } = Promise.withResolvers<Response>();
    vi.stubGlobal("fetch", () => promise);
    const done = dispatch({ type: "kill", member: "shop-2" }, [0]);
    expect(ongoingOn([0])).toBe("killing shop-2");
    resolve(new Response(null, { status: 204 }));
    await done;
    expect(ongoingOn([0])).toBeNull();
  });

  test("are never busy because customers come", () => {
    vi.stubGlobal("fetch", () => new Promise(() => {}));
    void dispatch({ type: "customers", change: 20 }, [0]);
    expect(ongoingOn([0])).toBeNull();
  });

  test("have a command each, by the name of their deployment", () => {
    const [left, right] = ["scripts/lab roll --name left", "scripts/lab roll --name right"];
    expect(commandsFor({ type: "roll" }, [0])).toEqual([left]);
    expect(commandsFor({ type: "roll" }, [1])).toEqual([right]);
    expect(commandsFor({ type: "roll" }, [0, 1])).toEqual([left, right]);
    expect(commandsFor({ type: "customers", change: 20 }, [0, 1])).toEqual([]);
  });

  test("have a command only where the action is possible", () => {
    expect(commandsFor({ type: "kill", member: "redis" }, [0, 1])).toEqual([
      "scripts/lab kill redis --name right",
    ]);
    expect(commandsFor({ type: "start", member: "shop-2" }, [0, 1])).toEqual([]);
  });
});

describe("dispatch", () => {
  beforeEach(() => {
    sides.value = [sideView(), redisSideView()];
  });
  const fetch = vi.fn<typeof globalThis.fetch>();
  beforeEach(() => {
    fetch.mockReset();
    vi.stubGlobal("fetch", fetch);
  });

  test("posts the action with its sides, and shows the commands", async () => {
    fetch.mockResolvedValue(new Response(null, { status: 204 }));
    await dispatch({ type: "kill", member: "shop-2" }, [0, 1]);
    const [path, { method, body } = {}] = fetch.mock.calls[0] ?? [];
    expect([path, method, JSON.parse(`${body}`)]).toEqual([
      "/actions/kill",
      "POST",
      { sides: [0, 1], member: "shop-2" },
    ]);
    expect([lastCommands.value, refusal.value]).toEqual([
      ["scripts/lab kill 2 --name left", "scripts/lab kill 2 --name right"],
      "",
    ]);
  });

  test("shows why an action was refused, until the next one", async () => {
    fetch.mockResolvedValueOnce(
      Response.json({ detail: "On redis shop-2 is not running." }, { status: 409 }),
    );
    await dispatch({ type: "kill", member: "shop-2" }, [1]);
    expect([lastCommands.value, refusal.value]).toEqual([
      ["scripts/lab kill 2 --name right"],
      "On redis shop-2 is not running.",
    ]);
    fetch.mockResolvedValueOnce(new Response(null, { status: 204 }));
    await dispatch({ type: "roll" }, [1]);
    expect(refusal.value).toBe("");
  });

  test("says so when the control room does not answer", async () => {
    fetch.mockRejectedValue(new TypeError("fetch failed"));
    await dispatch({ type: "roll" }, [0]);
    expect(refusal.value).toBe("The control room does not answer, so nothing was done.");
  });
});
