import { describe, expect, test } from "vitest";
import { armsOf } from "../../src/engine/experiment.ts";
import { judgeArm } from "../../src/engine/verdict.ts";
import { ALL_EXPERIMENTS } from "../../src/experiments/index.ts";
import { EMPTY } from "./judge.ts";

describe.each(ALL_EXPERIMENTS)("$name", (experiment) => {
  const names = experiment.arms.map(({ name }) => name);

  test("nothing can be said about any arm with an empty history", () => {
    for (const arm of experiment.arms)
      expect(judgeArm(experiment, arm, EMPTY), arm.name).toMatchObject({
        asPredicted: false,
        unsteady: expect.any(String),
      });
  });

  test("it has a control, and no two arms of the same name", () => {
    expect(experiment.arms.map(({ role }) => role)).toContain("control");
    expect(new Set(names).size).toBe(names.length);
  });

  test("its arms are compared with others that it has, also in a quick run", () => {
    for (const { name, comparedWith = [] } of experiment.arms)
      for (const other of comparedWith) {
        expect(other).not.toBe(name);
        expect(armsOf(experiment, { quick: true }).map((arm) => arm.name)).toContain(other);
      }
  });

  test("its evidence is about arms that it has", () => {
    for (const { sticky = [], shared = [] } of experiment.evidence)
      for (const arm of [...sticky, ...shared]) expect(names).toContain(arm);
  });
});
