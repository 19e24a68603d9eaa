import { beforeEach, expect, test, vi } from "vitest";
import { refuse } from "../../../src/page/controls/dispatch.ts";
import { sides } from "../../../src/page/live/live-state.ts";
import { prepare } from "../../../src/page/tour/prepare.tsx";
import { redisSideView, replica, sideView } from "../side-view.ts";

const fetch = vi.fn<typeof globalThis.fetch>();
const START = { balancing: "ip-hash" } as const;
const paths = () => fetch.mock.calls.map(([path]) => path);

beforeEach(() => {
  fetch.mockReset();
  vi.stubGlobal("fetch", fetch);
  // it takes a start and a change of the balancing
  sides.value = [sideView({ members: [replica("shop-1", { state: "dead" })] }), redisSideView()];
});

test("a button that is refused while a step is prepared does not stop the preparation", async () => {
  fetch.mockImplementation(async () => {
    refuse("please wait: starting shop-1");
    return new Response(null, { status: 204 });
  });
  await prepare(START);
  expect(paths()).toEqual(["/actions/start", "/actions/balance"]);
});

test("a preparation that is refused ends there", async () => {
  fetch.mockImplementation(async () => Response.json({ detail: "It is running already." }, { status: 409 }));
  await prepare(START);
  expect(paths()).toEqual(["/actions/start"]);
});
