import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { backToLive, receive } from "../../src/page/playback/live-playback.ts";
import { player } from "../../src/page/playback/player.ts";
import { listenToKeys, memberOfKey } from "../../src/page/presenter/keys.ts";
import { isPresenting } from "../../src/page/presenter/presenter.ts";
import { snapshot } from "./playback/frames.ts";
import { redisSideView, replica, sideView } from "./side-view.ts";

test("1 to 8 are replicas and R is Redis, where there are such", () => {
  const keys = ["1", "3", "4", "9", "0", "r", "R", "x", "Enter"];
  const members = (...sides: Parameters<typeof memberOfKey>[1]) => keys.map((key) => memberOfKey(key, sides));
  const [one, three, redis] = ["shop-1", "shop-3", "redis"];
  expect(members(sideView(), redisSideView())).toEqual([
    one,
    three,
    null,
    null,
    null,
    redis,
    redis,
    null,
    null,
  ]);
  expect(members(sideView())).toEqual([one, three, null, null, null, null, null, null, null]);
});

/** An event as the browser has it, from no field. */
const keydown = (key: string) => Object.assign(new Event("keydown"), { key });

describe("in presenter mode", () => {
  const fetch = vi.fn<typeof globalThis.fetch>(async () => new Response(null, { status: 204 }));
  beforeEach(() => {
    vi.stubGlobal("document", new EventTarget());
    vi.stubGlobal("Element", class {});
    vi.stubGlobal("fetch", fetch);
    isPresenting.value = true;
    listenToKeys();
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    isPresenting.value = false;
    backToLive();
  });

  test("a key that is pressed during a pause does what it says now, and the page is live again", async () => {
    receive({ snapshot: snapshot() });
    player.pause();
    receive({
      snapshot: { ...snapshot(), sides: [sideView({ members: [replica("shop-3", { state: "dead" })] })] },
    });
    document.dispatchEvent(keydown("3"));
    expect(fetch.mock.calls.map(([path]) => path)).toEqual(["/actions/start"]);
    expect(player.isPlaying.value).toBe(true);
  });

  test("a key that stands for nothing leaves the pause as it is", () => {
    player.pause();
    document.dispatchEvent(keydown("x"));
    expect(player.isPlaying.value).toBe(false);
  });
});
