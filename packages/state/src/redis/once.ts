import { type CommandParser, defineScript } from "redis";
import { KeyReusedError } from "../refused.ts";
import { type Once, REMEMBERED } from "../state.ts";
import { answerKey } from "./keys.ts";

/** What a script says of a key that came before with another fingerprint. */
const REUSED = "reused";

/*
 * How every script of a change begins. Answers are JSON, kept behind the fingerprint of their request. A body ends with
 * `return answer(json)`; one that returns something else has changed nothing and is not remembered.
 * The first line makes Redis refuse a script whole, before it changed anything, where it may not write (full, a replica):
 * https://redis.io/docs/latest/develop/programmability/eval-intro/#eval-flags
 */
const PRELUDE = `#!lua
local fingerprint = ARGV[1]
local record = fingerprint ~= '' and KEYS[#KEYS]
local kept = record and redis.call('GET', record)
if kept then
  if string.sub(kept, 1, #fingerprint + 1) ~= fingerprint .. '\\n' then return '"${REUSED}"' end
  return string.sub(kept, #fingerprint + 2)
end
local function answer(json)
  if record then redis.call('SET', record, fingerprint .. '\\n' .. json, 'EX', ${REMEMBERED}) end
  return json
end
`;

/** What a script works on: its KEYS, its ARGV from the second on, and the session or cart whose change happens once. */
export interface Change {
  readonly of: string;
  readonly keys: readonly string[];
  readonly args: readonly (string | number)[];
  readonly once: Once | undefined;
}

/**
 * A change as a Lua script: the look for a remembered answer, the change and the remembering are one atomic step and one
 * round trip. Answers with the parsed JSON; null where the script changed nothing and remembers nothing.
 */
export function changeScript<Answer>(body: string) {
  return defineScript({
    SCRIPT: PRELUDE + body,
    parseCommand(parser: CommandParser, { of, keys, args, once }: Change) {
      parser.pushKeysLength(once ? [...keys, answerKey(of, once.key)] : [...keys]);
      parser.push(once?.fingerprint ?? "", ...args.map(String));
    },
    transformReply(reply: string | null): Answer | null {
      const answer = JSON.parse(reply ?? "null");
      if (answer === REUSED) throw new KeyReusedError();
      return answer;
    },
  });
}
