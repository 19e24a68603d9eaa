import { findOwn } from "./choose.ts";
import type { Say } from "./runtime.ts";

/** Takes down what the lab has up on any runtime, and nothing else; the names of the scenarios. */
export async function takeDown(tell: Say): Promise<string[]> {
  const own = await findOwn();
  return Promise.all(
    own.map(async (runtime) => {
      const what = (await runtime.deployment())?.scenario ?? "a part of a deployment";
      tell(`taking down ${what} (${runtime.name})`);
      await runtime.down(tell);
      return what;
    }),
  );
}
