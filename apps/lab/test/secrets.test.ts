import { createPrivateKey, X509Certificate } from "node:crypto";
import { chmod, mkdir, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { newSecretsFolder, type SecretsFolder } from "./secrets-folder.ts";

const SECRET = "secrets/session-secret";
const CERTIFICATE = "certificates/tls/fullchain.pem";
const KEY = "certificates/tls/privkey.pem";

let checkout: SecretsFolder;
beforeEach(async () => {
  checkout = await newSecretsFolder();
});
afterEach(() => checkout.remove());

const path = (name: string) => join(checkout.folder, name);
const read = (name: string) => readFile(path(name), "utf8");
const modeOf = async (name: string) => ((await stat(path(name))).mode & 0o777).toString(8);

test("makes a secret that production accepts, another one in each checkout", async () => {
  const { exitCode, stdout } = await checkout.run();
  expect([exitCode, stdout]).toEqual([0, expect.stringContaining(`made     ${SECRET}`)]);
  const secret = (await read(SECRET)).trim();
  expect(secret).toMatch(/^[^,\s]{64}$/);
  const other = await newSecretsFolder();
  await other.run();
  expect(await readFile(join(other.folder, SECRET), "utf8")).not.toContain(secret);
  await other.remove();
});

test("makes a certificate with its key, which says of itself that it is self-signed", async () => {
  const { stdout } = await checkout.run();
  expect(stdout).toContain("SELF-SIGNED");
  const certificate = new X509Certificate(await read(CERTIFICATE));
  expect(certificate.subject).toContain("O=Self-signed for a first try");
  expect(certificate.subjectAltName).toBe("DNS:localhost, IP Address:127.0.0.1");
  expect(certificate.checkPrivateKey(createPrivateKey(await read(KEY)))).toBe(true);
});

test("containers can read the files, but on this machine nobody else gets into their folders", async () => {
  await chmod(path("certificates"), 0o755);
  await checkout.run();
  for (const folder of ["secrets", "certificates"]) expect(await modeOf(folder), folder).toBe("700");
  for (const file of [SECRET, CERTIFICATE, KEY]) expect(await modeOf(file), file).toBe("644");
});

test("a second run changes nothing, says so, and leaves nothing else behind", async () => {
  await checkout.run();
  const before = await Promise.all([SECRET, CERTIFICATE, KEY].map(read));
  const { exitCode, stdout } = await checkout.run();
  expect([exitCode, stdout]).toEqual([0, `kept     ${SECRET}\nkept     ${CERTIFICATE} and ${KEY}`]);
  expect(await Promise.all([SECRET, CERTIFICATE, KEY].map(read))).toEqual(before);
  expect(await readdir(path("secrets"))).toEqual(["session-secret"]);
  expect(await readdir(path("certificates/tls"))).toEqual(["fullchain.pem", "privkey.pem"]);
});

test("what is missing is made, and what is there is kept", async () => {
  await checkout.run();
  const certificate = await read(CERTIFICATE);
  await rm(path(SECRET));
  const { stdout } = await checkout.run();
  expect(stdout).toContain(`made     ${SECRET}`);
  expect(await read(CERTIFICATE)).toBe(certificate);
});

test("a certificate without its key is left alone, and the message says what to do", async () => {
  await checkout.run();
  await writeFile(path(CERTIFICATE), "from a certificate authority");
  await rm(path(KEY));
  const { exitCode, stderr } = await checkout.run();
  expect([exitCode, stderr]).toEqual([1, expect.stringContaining("only one is there")]);
  expect(await read(CERTIFICATE)).toBe("from a certificate authority");
});

test("a link to a secret that is not there yet is kept", async () => {
  await mkdir(path("secrets"));
  await symlink("/nowhere/session-secret", path(SECRET));
  const { exitCode, stdout } = await checkout.run();
  expect([exitCode, stdout]).toEqual([0, expect.stringContaining(`kept     ${SECRET}`)]);
});

test("without openssl nothing is made, and the message says what is needed", async () => {
  await mkdir(path("bin"));
  await symlink("/usr/bin/dirname", path("bin/dirname"));
  const { exitCode, stderr } = await checkout.run({ PATH: path("bin") });
  expect([exitCode, stderr]).toEqual([1, expect.stringContaining("this needs openssl")]);
  expect(await readdir(checkout.folder)).not.toContain("secrets");
});

test("when openssl fails at the secret, its reason is shown, and no empty secret is left, which would be kept", async () => {
  await mkdir(path("bin"));
  await writeFile(path("bin/openssl"), "#!/bin/sh\necho no random numbers >&2\nexit 1\n", { mode: 0o755 });
  const { exitCode, stderr } = await checkout.run({ PATH: `${path("bin")}:${process.env.PATH}` });
  expect([exitCode, stderr]).toEqual([
    1,
    expect.stringMatching(/^no random numbers\nsecrets: openssl could not make secrets\/session-secret/),
  ]);
  expect(await readdir(path("secrets"))).toEqual([]);
});

test("when openssl fails at the certificate, its reason is shown, and no half of a pair is left", async () => {
  await writeFile(path("broken.cnf"), "[ no section\n");
  const { exitCode, stderr } = await checkout.run({ OPENSSL_CONF: path("broken.cnf") });
  expect([exitCode, stderr]).toEqual([
    1,
    expect.stringMatching(/could not make a certificate: .*broken\.cnf/),
  ]);
  expect(await readdir(path("certificates/tls"))).toEqual([]);
});
