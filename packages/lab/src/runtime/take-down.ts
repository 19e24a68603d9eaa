import { findOwn } from "./choose.ts";
import type { DeploymentName } from "./deployment-name.ts";
import type { Say } from "./runtime.ts";

/**
 * Takes down what the lab of this checkout has up on any runtime, and nothing else: all of it, or the deployments with these names.
 * Returns their names, or the scenario of one that has no name.
 */
export async function takeDown(say: Say, names?: readonly DeploymentName[]): Promise<string[]> {
  const own = (await findOwn()).filter(({ deploymentName }) => names?.includes(deploymentName) ?? true);
  return Promise.all(
    own.map(async (runtime) => {
      const scenario = (await runtime.look()).deployment?.scenario;
      const what = runtime.deploymentName ?? scenario ?? "a part of a deployment";
      say(`taking down ${what} (${runtime.name})`);
      await runtime.down(say);
      return what;
    }),
  );
}
