import { readFile } from "node:fs/promises";
import { StateSettingsError } from "../../settings-error.ts";

/**
 * Where Redis is:
 *
 * - one server: redis://[user[:password]@]host:port[/db]
 * - Sentinel: redis+sentinel://[user[:password]@]host[:port][,host[:port]...]/name[/db], where hosts are Sentinels
 * - Cluster: redis+cluster://[user[:password]@]host[:port][,host[:port]...], where hosts are some of its nodes
 *
 * rediss:// and rediss+... for TLS. No standard defines the last two; other libraries use the same:
 * https://limits.readthedocs.io/en/stable/storage.html
 * https://docs.prefect.io/integrations/prefect-redis/api-ref/prefect_redis-connection
 *
 * `passwordFile`, where the password is not in the URL, is read anew for each connection, so that it may change while the shop runs.
 */
export interface RedisAddress {
  readonly url: string;
  readonly passwordFile?: string | undefined;
}

interface Node {
  readonly host: string;
  readonly port: number;
}

/** What an address says. User and password are those of Redis; Sentinels are asked without. */
export interface Target {
  readonly kind: "server" | "sentinel" | "cluster";
  readonly nodes: readonly [Node, ...Node[]];
  readonly tls: boolean;
  readonly credentials: Credentials;
  /** The name under which Sentinels know the master. */
  readonly name: string;
  readonly database: number;
}

type Credentials = ReturnType<typeof credentialsOf>;

const FORM =
  /^redis(?<tls>s?)(?:\+(?<kind>sentinel|cluster))?:\/\/(?:(?<user>[^@]*)@)?(?<hosts>[^@/?#]+)(?<path>\/[^?#]*)?$/;

const DEFAULT_PORT = { server: 6379, sentinel: 26379, cluster: 6379 };

/** Throws a StateSettingsError, which does not show the URL: it may have a password in it. */
export function parseAddress({ url, passwordFile }: RedisAddress): Target {
  const groups = FORM.exec(url)?.groups;
  if (!groups) throw malformed("It must begin with redis://, redis+sentinel:// or redis+cluster://.");
  const { tls = "", user = "", hosts = "", path = "" } = groups;
  const kind = (groups.kind ?? "server") as Target["kind"];
  const [first, ...others] = hosts.split(",").map((host) => nodeOf(host, DEFAULT_PORT[kind]));
  if (kind === "server" && others.length > 0)
    throw malformed(
      "It names several servers: Sentinel is redis+sentinel://, a cluster is redis+cluster://.",
    );
  const parts = path.split("/").slice(1).filter(Boolean);
  const name = kind === "sentinel" ? parts.shift() : "";
  if (name === undefined)
    throw malformed("Sentinels need the master's name: redis+sentinel://host:26379/name.");
  return {
    kind,
    nodes: [first as Node, ...others],
    tls: tls !== "",
    credentials: credentialsOf(user, passwordFile),
    name: decode(name),
    database: databaseOf(kind, parts),
  };
}

function databaseOf(kind: Target["kind"], parts: readonly string[]): number {
  const [database = "0", ...rest] = parts;
  if (!/^\d+$/.test(database) || rest.length > 0) throw malformed("A database is a number.");
  if (kind === "cluster" && database !== "0") throw malformed("A cluster has only database 0.");
  return Number(database);
}

function nodeOf(text: string, defaultPort: number): Node {
  const url = URL.parse(`redis://${text}`);
  if (!url?.hostname) throw malformed("A host in it cannot be read.");
  // the brackets of an IPv6 address belong to the URL
  return { host: url.hostname.replace(/^\[|\]$/g, ""), port: Number(url.port) || defaultPort };
}

function credentialsOf(user: string, passwordFile: string | undefined) {
  const [name = "", ...rest] = user.split(":");
  const username = decode(name);
  if (!passwordFile) {
    const password = decode(rest.join(":"));
    return { ...(username && { username }), ...(password && { password }) };
  }
  const credentials = async () => ({ username, password: (await readFile(passwordFile, "utf8")).trim() });
  return { credentialsProvider: { type: "async-credentials-provider" as const, credentials } };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw malformed("A percent sign in it must be written %25.");
  }
}

const malformed = (reason: string) =>
  new StateSettingsError(`REDIS_URL is not an address of a Redis. ${reason}`);
