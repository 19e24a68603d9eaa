import { afterEach, expect, test, vi } from "vitest";
import type { Palette } from "../../src/page/palette.ts";
import { pictureOf } from "../../src/page/verdict/draw-verdict.ts";
import { verdictOf } from "../../src/page/verdict/verdict.ts";
import { lastAction, redisSideView, sideView } from "./side-view.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

test("all of the picture's lines are on it, with what hangs below them", () => {
  const lines: { text: string; bottom: number }[] = [];
  let scale = 1;
  const context = {
    font: "",
    scale: (factor: number) => {
      scale = factor;
    },
    fillRect: () => {},
    fillText(text: string, _x: number, y: number) {
      const size = Number(/(\d+)px/.exec(this.font)?.[1]);
      lines.push({ text, bottom: (y + size / 3) * scale });
    },
  };
  const canvas = { width: 0, height: 0, getContext: () => context };
  vi.stubGlobal("document", { createElement: () => canvas });
  const verdict = verdictOf(lastAction(), [sideView(), redisSideView()], "native");
  pictureOf(verdict, {} as Palette);
  expect(lines.map(({ text }) => text)).toEqual(
    expect.arrayContaining(verdict.commands.map((command) => `$ ${command}`)),
  );
  expect(lines.filter(({ bottom }) => bottom > canvas.height)).toEqual([]);
});
