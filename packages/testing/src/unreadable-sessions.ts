const whole = { user: "ann", createdAt: 1 };

const texts = [
  "garbage",
  "null",
  "7",
  "[]",
  "{}",
  '{"id":1}',
  JSON.stringify({ ...whole, user: undefined }),
  JSON.stringify({ ...whole, user: 7 }),
  JSON.stringify({ ...whole, createdAt: "soon" }),
  JSON.stringify({ ...whole, createdAt: undefined }),
];

/** Values that the shop cannot read as a session: a name, and the Redis command that writes the value at a key. */
export const unreadableSessions: readonly [name: string, write: (key: string) => string[]][] = [
  ...texts.map((text): [string, (key: string) => string[]] => [text, (key) => ["SET", key, text]]),
  ["a list", (key) => ["RPUSH", key, "garbage"]],
];
