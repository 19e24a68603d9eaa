import { get } from "node:http";
import { expect, test } from "vitest";
import { createControlRoomServer, HOST, KILL } from "./control-room-server.ts";

/** The first event of a new connection. */
async function firstEvent(port: number, cookie: string): Promise<{ type: string; text: string }> {
  return new Promise((resolve, reject) => {
    const request = get({ port, path: "/live", headers: { host: HOST, cookie } }, (response) => {
      response.once("data", (chunk: Buffer) => {
        request.destroy();
        resolve({ type: `${response.headers["content-type"]}`, text: `${chunk}` });
      });
    });
    request.once("error", reject);
  });
}

test("each connection begins with a snapshot, which holds the actions so far", async () => {
  const { app, cookie, post } = await createControlRoomServer();
  await app.listen({ host: "127.0.0.1", port: 0 });
  const { port } = app.server.address() as { port: number };
  await post("kill", KILL);
  await post("scale", { sides: [1], replicas: 5 });
  for (let connection = 0; connection < 2; connection++) {
    const { type, text } = await firstEvent(port, cookie);
    expect(type).toContain("text/event-stream");
    expect(text).toContain("event: snapshot");
    const { runtime, lastAction, sides } = JSON.parse(/data: (.*)/.exec(text)?.[1] ?? "");
    expect(runtime).toBe("native");
    expect(lastAction).toMatchObject({ number: 2, action: { type: "scale", replicas: 5 }, targets: [1] });
    expect(sides).toMatchObject([
      {
        name: "sticky-cookie",
        scenario: "sticky-cookie",
        url: "http://sticky-cookie.localhost:4712",
        state: "memory",
        annotations: [{ number: 1, text: "killed shop-1" }],
      },
      {
        scenario: "redis",
        url: "http://redis.localhost:4712",
        state: "redis",
        ongoing: null,
        statistics: { customers: 0, p50: null },
      },
    ]);
    expect(sides[1].annotations).toMatchObject([
      { number: 1, text: "killed shop-1" },
      { number: 2, text: "scaled to 5" },
    ]);
  }
  await app.close();
});
