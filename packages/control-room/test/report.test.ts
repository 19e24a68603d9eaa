import { expect, test } from "vitest";
import { createControlRoomServer, HOST } from "./control-room-server.ts";

test("serves the kept report, with its own styles and without scripts", async () => {
  const { app, cookie, get } = await createControlRoomServer();
  const report = await app.inject({ url: "/report.html", headers: { host: HOST, cookie } });
  expect([report.statusCode, report.headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
  expect(report.body).toContain("the report of");
  const policy = `${report.headers["content-security-policy"]}`;
  expect(policy).toContain("style-src 'unsafe-inline'");
  expect(policy).not.toContain("script-src");
  expect((await get("/report.html")).statusCode).toBe(403);
  await app.close();
});
