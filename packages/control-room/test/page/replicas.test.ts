import type { MemberState } from "@shop/lab/runtime/runtime.ts";
import { expect, test } from "vitest";
import { appearanceOf, outlineOf, svgPathOf } from "../../src/page/diagram/appearance.ts";
import { barWidth, fullLoad } from "../../src/page/diagram/load-bar.ts";
import { killOrStart } from "../../src/page/diagram/member-actions.ts";
import { redis, redisSideView, replica, sideView } from "./side-view.ts";

test("eight replicas look different from one another, and the ninth looks like the first", () => {
  const appearances = Array.from({ length: 9 }, (_, i) => appearanceOf(`shop-${i + 1}`));
  expect(appearances).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 1]);
  expect(new Set(appearances.map(svgPathOf)).size).toBe(8);
  for (const appearance of appearances) expect(outlineOf(appearance).length).toBeGreaterThanOrEqual(3);
});

test("a shape on the canvas has the corners of the one on the card", () => {
  expect(outlineOf(3)).toHaveLength(3);
  expect(svgPathOf(3)).toMatch(/^M0\.00,-1\.20L(-?\d\.\d\d,-?\d\.\d\dL?){2}Z$/);
});

test("a member that runs can be killed, and one that is stopped or dead can be started", () => {
  const label = (...states: MemberState[]) => {
    const sides = states.map((state) => sideView({ members: [replica("shop-2", { state })] }));
    return killOrStart("shop-2", sides).label;
  };
  expect([label("ready"), label("starting"), label("stopped"), label("dead")]).toEqual([
    "Kill",
    "Kill",
    "Start",
    "Start",
  ]);
  expect([label("dead", "ready"), label("dead", "stopped")]).toEqual(["Kill", "Start"]);
  const { action } = killOrStart("redis", [sideView(), redisSideView({ members: [redis("dead")] })]);
  expect(action).toEqual({ type: "start", member: "redis" });
});

test("the load of the busiest replica of all sides fills a bar", () => {
  const left = sideView({ members: [replica("shop-1", { load: 10 }), replica("shop-2", { load: 40 })] });
  const full = fullLoad([left, redisSideView()]);
  expect([barWidth(40, full), barWidth(10, full), barWidth(0, full)]).toEqual(["100%", "25%", "0%"]);
});

test("small loads do not fill a bar, and no bar is more than full", () => {
  const idle = sideView({ members: [replica("shop-1", { load: 1 })] });
  expect(barWidth(1, fullLoad([idle]))).toBe("20%");
  expect(barWidth(7, fullLoad([idle]))).toBe("100%");
});
