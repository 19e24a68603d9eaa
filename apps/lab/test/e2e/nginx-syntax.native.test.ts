import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "@shop/lab/paths.ts";
import { writeNginxFiles } from "@shop/lab/runtime/native/nginx-files.ts";
import { findTools, type Tools } from "@shop/lab/runtime/native/tools.ts";
import { BALANCINGS } from "@shop/lab/scenarios.ts";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newSecretsFolder, type SecretsFolder } from "../secrets-folder.ts";

let tools: Tools;
let secrets: SecretsFolder;
beforeAll(async () => {
  tools = await findTools(() => {});
  secrets = await newSecretsFolder();
  await secrets.run();
});
afterAll(() => secrets.remove());

const isOlder = (version: string, than: string) => version.localeCompare(than, "en", { numeric: true }) < 0;

/** nginx/tls/listen.conf for this machine's nginx and OpenSSL, which may be older than the image's. */
async function tlsListen(): Promise<string> {
  const conf = await readFile(join(ROOT, "nginx", "tls", "listen.conf"), "utf8");
  const { stderr } = await execa(tools.nginx.path, ["-V"]);
  const openssl = [...stderr.matchAll(/with OpenSSL ([\d.]+)/g)].at(-1)?.[1] ?? "";
  const changes: [text: string, replacement: string][] = [];
  if (isOlder(tools.nginx.version, "1.25.1")) changes.push(["8443 ssl;\nhttp2 on;", "8443 ssl http2;"]);
  if (isOlder(openssl, "3.5.0")) changes.push(["X25519MLKEM768:", ""]);
  return changes.reduce((changed, [text, replacement]) => {
    expect(conf).toContain(text);
    return changed.replace(text, replacement);
  }, conf);
}

/** What `nginx -t` says of the repository's files with one of the balancings. */
async function check(balancing: (typeof BALANCINGS)[number], { tls }: { tls: boolean }) {
  const prefix = await mkdtemp(join(tmpdir(), "nginx-syntax-"));
  const replicas = ["shop-1", "shop-2", "shop-3"].map((name, i) => ({ name, port: 3001 + i }));
  await writeNginxFiles(prefix, {
    tools,
    port: 8080,
    balancing,
    replicas,
    next: [],
    share: 0,
    generation: 1,
  });
  if (tls) {
    await writeFile(join(prefix, "listen.conf"), await tlsListen());
    await cp(join(ROOT, "nginx", "tls", "proxies.conf"), join(prefix, "proxies.conf"));
    await cp(join(secrets.folder, "certificates", "tls"), join(prefix, "certificates"), { recursive: true });
  }
  const user = process.getuid?.() === 0 ? ["-g", "user root;"] : [];
  const args = ["-t", "-p", `${prefix}/`, "-c", `${prefix}/nginx.conf`, "-e", "stderr", ...user];
  // its access log is /dev/stdout, which it cannot open where that is a pipe of Node's
  const { stderr } = await execa(tools.nginx.path, args, { stdout: "ignore", reject: false });
  await rm(prefix, { recursive: true });
  return stderr;
}

describe.each([{ tls: false }, { tls: true }])("this machine's nginx, %o", ({ tls }) => {
  test.each(BALANCINGS)("accepts the balancing %s without a warning", async (balancing) => {
    const said = await check(balancing, { tls });
    expect(said).toContain("test is successful");
    expect(said).not.toMatch(/\[(warn|error|emerg)\]/);
  });
});
