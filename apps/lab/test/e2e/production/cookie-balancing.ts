import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Http2Client } from "./http2-client.ts";
import type { ProductionDeployment } from "./production-deployment.ts";

/** With BALANCING=cookie, nginx sets a cookie of its own. */
export function cookieBalancingContract(deployment: () => ProductionDeployment): void {
  test("nginx's own cookie is sent over TLS only and out of reach for scripts, and it pins", async () => {
    const { folder, httpsPort, own } = deployment();
    const up = ["up", "--detach", "--wait", "--no-deps", "nginx-redis"];
    const { exitCode, all } = await own(up, { BALANCING: "cookie" });
    expect(exitCode, all).toBe(0);
    const certificate = await readFile(join(folder, "certificates", "tls", "fullchain.pem"), "utf8");
    const client = new Http2Client(`https://localhost:${httpsPort}`, certificate);
    const replicas = new Set<unknown>();
    for (let n = 0; n < 6; n++) replicas.add((await client.send("GET", "/")).headers["x-served-by"]);
    client.close();
    expect(replicas.size).toBe(1);
    const attributes = client.setCookies.get("affinity")?.toLowerCase().split("; ").slice(1);
    expect(attributes?.toSorted()).toEqual(["httponly", "path=/", "samesite=lax", "secure"]);
    await own(up);
  });
}
