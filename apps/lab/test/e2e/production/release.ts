import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { execa } from "execa";
import { expect, test } from "vitest";
import { Http2Client } from "./http2-client.ts";
import { PASSWORD, type ProductionDeployment } from "./production-deployment.ts";

/** How a new version, or a new secret, replaces what runs: the commands of docs/production.md. */
export function releaseContract(deployment: () => ProductionDeployment): void {
  test("new replicas take over from old ones, and no customer notices", async () => {
    const { folder, httpsPort, own } = deployment();
    const certificate = await readFile(join(folder, "certificates", "tls", "fullchain.pem"), "utf8");
    const client = new Http2Client(`https://localhost:${httpsPort}`, certificate);
    await client.send("POST", "/login", { username: "zoe", password: PASSWORD });
    await client.send("POST", "/cart/items", { sku: "abacus", quantity: 2 });

    const answers: (readonly [status: number, replica: unknown, isKept: boolean])[] = [];
    let isReplacing = true;
    const clicking = (async () => {
      while (isReplacing) {
        const { status, headers, body } = await client.send("GET", "/cart");
        answers.push([status, headers["x-served-by"], body.includes("abacus")]);
        await sleep(20);
      }
    })();
    const old = (await own(["ps", "--quiet", "shop-redis"])).all.split("\n");
    const up = ["up", "--detach", "--wait", "--no-recreate"];
    const { exitCode, all } = await own([...up, "--scale", "shop-redis=6"]);
    expect(exitCode, all).toBe(0);
    await execa("docker", ["stop", ...old]);
    await execa("docker", ["rm", ...old]);
    await own(up);
    isReplacing = false;
    await clicking;
    client.close();

    expect(answers.filter(([status, , isKept]) => status !== 200 || !isKept)).toEqual([]);
    const replicas = [...new Set(answers.map(([, replica]) => replica))].toSorted();
    expect(replicas).toEqual([1, 2, 3, 4, 5, 6].map((n) => `shop-${n}`));
    expect(await deployment().inspect("shop-redis")).toHaveLength(3);
  });
}
