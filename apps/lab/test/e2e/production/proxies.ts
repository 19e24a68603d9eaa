import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Http2Client } from "./http2-client.ts";
import { PASSWORD, type ProductionDeployment } from "./production-deployment.ts";

/** An address that only a header says. */
const CLAIMED = "203.0.113.9";

/** Whose X-Forwarded-For counts. */
export function proxiesContract(deployment: () => ProductionDeployment): void {
  /** A customer who signs in with such a header; returns the addresses that nginx and the shop then logged. */
  const addressesOf = async (user: string) => {
    const { folder, httpsPort, own } = deployment();
    const certificate = await readFile(join(folder, "certificates", "tls", "fullchain.pem"), "utf8");
    const client = new Http2Client(`https://localhost:${httpsPort}`, certificate);
    const sent = { "x-forwarded-for": `198.51.100.7, ${CLAIMED}` };
    await client.send("POST", "/login", { username: user, password: PASSWORD }, sent);
    client.close();
    const logged = async (service: string, text: string) => {
      const lines = (await own(["logs", "--no-log-prefix", service])).all.split("\n");
      return JSON.parse(lines.findLast((line) => line.includes(text)) ?? "{}");
    };
    const { address, reqId } = await logged("shop-redis", `"user":"${user}"`);
    return { shop: address, nginx: (await logged("nginx-redis", `"request_id":"${reqId}"`)).client };
  };

  test("nobody can claim to be at another address", async () => {
    const { shop, nginx } = await addressesOf("eve");
    expect(nginx).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
    expect(shop).toBe(nginx);
    expect(nginx).not.toBe(CLAIMED);
  });

  test("a named proxy is believed about the client it speaks for, by nginx and by the shop, and no further", async () => {
    const proxies = join(deployment().folder, "proxies.conf");
    // this machine, as Docker's networks show it
    const networks = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];
    await writeFile(proxies, networks.map((network) => `set_real_ip_from ${network};\n`).join(""));
    const { exitCode, all } = await deployment().own(["up", "--detach", "--wait"], {
      TRUSTED_PROXIES: proxies,
    });
    expect(exitCode, all).toBe(0);
    expect(await addressesOf("bob")).toEqual({ shop: CLAIMED, nginx: CLAIMED });
  });
}
