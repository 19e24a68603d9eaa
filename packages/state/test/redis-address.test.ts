import { expect, test } from "vitest";
import { parseAddress } from "../src/redis/connection/address.ts";
import { StateSettingsError } from "../src/state.ts";

const target = (url: string) => {
  const { credentials, nodes, ...rest } = parseAddress({ url });
  return { ...rest, ...credentials, nodes: nodes.map(({ host, port }) => `${host} ${port}`) };
};
const plain = { kind: "server", tls: false, name: "", database: 0 };

test.for([
  ["redis://redis", { ...plain, nodes: ["redis 6379"] }],
  ["redis://127.0.0.1:7000/2", { ...plain, nodes: ["127.0.0.1 7000"], database: 2 }],
  ["rediss://[::1]:6380/", { ...plain, tls: true, nodes: ["::1 6380"] }],
  ["redis://:p%40ss:word@redis", { ...plain, password: "p@ss:word", nodes: ["redis 6379"] }],
  ["redis://shop@redis:6379", { ...plain, username: "shop", nodes: ["redis 6379"] }],
  [
    "redis+sentinel://shop:secret@a,b:5000,[::1]/master/3",
    {
      ...plain,
      kind: "sentinel",
      name: "master",
      database: 3,
      username: "shop",
      password: "secret",
      nodes: ["a 26379", "b 5000", "::1 26379"],
    },
  ],
  [
    "rediss+sentinel://a/master",
    { ...plain, kind: "sentinel", tls: true, name: "master", nodes: ["a 26379"] },
  ],
  ["redis+cluster://a:7000,b", { ...plain, kind: "cluster", nodes: ["a 7000", "b 6379"] }],
  ["rediss+cluster://a/0", { ...plain, kind: "cluster", tls: true, nodes: ["a 6379"] }],
] as const)("%s is understood", ([url, expected]) => {
  expect(target(url)).toEqual(expected);
});

test.for([
  "redis:/redis",
  "redis+other://redis",
  "redis://",
  "redis://a,b",
  "redis://a:port",
  "redis://a/first",
  "redis://a/0/1",
  "redis://100%25:100%@a",
  "redis+sentinel://a:26379",
  "redis+sentinel://a:26379/master/x",
  "redis+cluster://a,,b",
  "redis+cluster://a/1",
  "redis://shop:hunter2@a?db=1",
])("%s is refused without being shown", (url) => {
  const parsing = () => parseAddress({ url });
  expect(parsing).toThrow(StateSettingsError);
  expect(parsing).toThrow(/^REDIS_URL is not an address of a Redis\. /);
  expect(parsing).not.toThrow(/hunter2/);
});
