import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readHistory, writeHistory } from "../src/history/file.ts";
import { History } from "../src/history/history.ts";

test("a history is read as it was written", async () => {
  const folder = await mkdtemp(join(tmpdir(), "history-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const header = {
    experiment: "any",
    seed: 1,
    quick: true,
    runtime: "native",
    began: "2026-01-02T03:04:05Z",
  };
  const history = new History();
  history.record({ shopper: "ann", operation: "cart", type: "invoke" });
  history.recordAct("kill", "shop-1");
  history.recordSample("requests", 3, "shop-1");
  history.recordPolls({ perSecond: 1000, waits: [1.25, 2], wrong: 0 });
  const path = join(folder, "any.jsonl");
  await writeHistory(path, { header, arms: new Map([["redis", history]]) });
  const read = await readHistory(path);
  expect(read.header).toEqual(header);
  const { events, acts, samples, polls } = history;
  expect(read.arms.get("redis")).toMatchObject({ events, acts, samples, polls });
});
