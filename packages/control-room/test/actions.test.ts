import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  type ControlRoomServer,
  createControlRoomServer,
  KILL,
  refusal,
  refusalOf,
} from "./control-room-server.ts";

let server: ControlRoomServer;

beforeEach(async () => {
  server = await createControlRoomServer();
});
afterEach(() => server.app.close());

test("applies an action to one side or to both", async () => {
  expect((await server.post("kill", KILL)).statusCode).toBe(204);
  expect((await server.post("scale", { sides: [1], replicas: 5 })).statusCode).toBe(204);
  expect(server.calls).toEqual([["kill shop-1"], ["kill shop-1", "scale 5"]]);
});

test("applies an action to the sides on which it is possible", async () => {
  expect((await server.post("kill", { sides: [0, 1], member: "redis" })).statusCode).toBe(204);
  expect(server.calls).toEqual([[], ["kill redis"]]);
});

test("changes of customers add up, even if they are faster than the customers", async () => {
  const change = (sides: number[], change: number) => server.post("customers", { sides, change });
  const fast = await Promise.all([change([0], 150), change([0], 49), change([0, 1], 20)]);
  expect(fast.map(({ statusCode }) => statusCode)).toEqual([204, 204, 204]);
  expect(refusalOf(await change([0], 20))).toEqual(
    refusal(409, "On sticky-cookie 200 customers are the most."),
  );
  expect((await change([0], -200)).statusCode).toBe(204);
  expect(refusalOf(await change([0], -20))).toEqual(refusal(409, "On sticky-cookie one customer must stay."));
  await server.room.close();
});

describe("refuses, says why, and does nothing:", () => {
  afterEach(() => expect(server.calls).toEqual([[], []]));
  const refuses = async (type: string, body: unknown, status: number, reason = "") => {
    const expected = refusal(status, expect.stringContaining(reason));
    expect(refusalOf(await server.post(type, body)), JSON.stringify(body)).toEqual(expected);
  };

  test("an unknown action", () => refuses("explode", KILL, 404, "nothing here"));

  test("a body of the wrong shape", async () => {
    const bodies = [
      {},
      { sides: [0] },
      { sides: [], member: "shop-1" },
      { sides: [2], member: "shop-1" },
      { sides: [0, 0], member: "shop-1" },
      { sides: ["0"], member: "shop-1" },
      { sides: [0], member: "nginx" },
      { sides: [0], member: "../../shop-1" },
      { sides: [0], member: "shop-1", more: true },
      [],
      "{",
      "null",
    ];
    for (const body of bodies) await refuses("kill", body, 400);
    for (const replicas of [0, 9, 1.5, "3"])
      await refuses("scale", { sides: [0], replicas }, 400, "replicas");
    for (const change of [0, 1.5, 201]) await refuses("customers", { sides: [0], change }, 400, "change");
    await refuses("balance", { sides: [0], balancing: "luck" }, 400, "balancing");
  });

  test("a form, and a body that is too large", async () => {
    const type = "application/x-www-form-urlencoded";
    const form = await server.post("kill", "sides=0&member=shop-1", { "content-type": type });
    expect(form.statusCode).toBe(415);
    await refuses("kill", { ...KILL, member: "x".repeat(5000) }, 413);
  });

  test("an action that is possible on none of its sides", async () => {
    await refuses("kill", { sides: [0, 1], member: "shop-2" }, 409, "shop-2 is not running");
    await refuses("start", { sides: [0], member: "shop-1" }, 409, "running already");
    await refuses("kill", { sides: [0], member: "redis" }, 409, "On sticky-cookie there is no redis.");
    await refuses("kill", { sides: [1], member: "shop-7" }, 409, "there is no shop-7");
  });
});
