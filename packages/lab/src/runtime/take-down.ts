import { findOwn } from "./choose.ts";
import type { Say } from "./runtime.ts";

/** Takes down what the lab has up on any runtime, and nothing else. Returns the names of the scenarios. */
export async function takeDown(say: Say): Promise<string[]> {
  const own = await findOwn();
  return Promise.all(
    own.map(async (runtime) => {
      const what = (await runtime.look()).deployment?.scenario ?? "a part of a deployment";
      say(`taking down ${what} (${runtime.name})`);
      await runtime.down(say);
      return what;
    }),
  );
}
