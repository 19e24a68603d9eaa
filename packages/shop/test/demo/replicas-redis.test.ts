import { expect, test } from "vitest";
import { demo } from "../../src/demo/demo.ts";
import { openMemoryState } from "../memory-states.ts";
import { redisForTest } from "../redis-states.ts";
import { customerAt, startReplica } from "../replicas.ts";

const inRedis = { app: demo({ state: "redis" }) };

test("a cookie from memory state does not count as a lost session in Redis: somebody switched scenarios", async () => {
  const home = await startReplica("shop-1", openMemoryState(), { app: demo({ state: "memory" }) });
  const { open } = await redisForTest();
  const away = await startReplica("shop-1", await open(), inRedis);
  const { there } = await customerAt(home, away);
  const whoami = (await there.get("/whoami")).json();
  expect(whoami).toMatchObject({ state: "redis", session: "none" });
});

test("the fix, as the pages tell it: shop-2 knows every customer of shop-1, and says why", async () => {
  const { open } = await redisForTest();
  const one = await startReplica("shop-1", await open(), inRedis);
  const two = await startReplica("shop-2", await open(), inRedis);
  const { there } = await customerAt(one, two, "person");
  expect((await there.get("/cart")).text).toContain(
    "shop-2 answered. Your session lives in Redis, where every replica finds it.",
  );
  expect((await there.at(two, "program").get("/whoami")).json()).toEqual({
    replica: "shop-2",
    state: "redis",
    session: "known",
    user: "shopper-1",
    items: 2,
  });
});
