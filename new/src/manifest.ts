import { matchesGlob } from "node:path";

/**
 * Which files of this repository a new app gets, and where they go: the first rule that matches a file decides. `to` replaces the
 * part of the path that `from` names without its last wildcards; null leaves the file out. Every file below ROOTS has a rule.
 */
interface Rule {
  readonly from: string;
  readonly to: string | null;
}

/** The folders that belong to the fixed half. */
export const ROOTS = [
  "packages/shop",
  "packages/state",
  "packages/style",
  "packages/testing",
  "nginx",
  "redis",
  "certificates",
  "observe",
];

/** Files outside of these folders that a new app gets as they are. */
export const SINGLE_FILES = ["scripts/secrets", ".node-version", ".editorconfig", "LICENSE"];

const leaveOut = (...files: string[]): Rule[] => files.map((from) => ({ from, to: null }));

const RULES: readonly Rule[] = [
  // what teaches, and the state that the fix replaces
  ...leaveOut(
    "packages/shop/src/demo/**",
    "packages/shop/test/demo/**",
    "packages/state/src/memory/**",
    "packages/style/src/replicas.{css,ts}",
    "packages/style/test/**",
    "nginx/balancing/{cookie,ip-hash}.conf",
    "nginx/{affinity,tls/affinity}.conf",
    "{nginx,redis}/kustomization.yaml",
  ),
  // tests of these, of both states side by side, and of this repository's own documents and apps
  ...leaveOut(
    "packages/shop/test/memory-states.ts",
    "packages/shop/test/{memory,heap-memory,security-document,settings-page}.test.ts",
    "packages/state/test/open-memory-state.ts",
    "packages/state/test/memory.test.ts",
    "packages/testing/src/{nginx-server,history-builder}.ts",
    // failover takes six servers and a minute
    "packages/shop/test/redis-failover.test.ts",
    "packages/state/test/{redis-kinds,redis-once,redis-wait}.test.ts",
    "packages/state/test/cut-link.ts",
    "packages/testing/src/redis-{cluster,group,sentinel}.ts",
  ),
  // compares times, which a busy machine of somebody else would fail
  ...leaveOut("packages/shop/test/sign-in-load.test.ts", "packages/shop/test/shops/costly.ts"),
  // the new app is one package, and has secrets of its own
  ...leaveOut("packages/*/package.json", "packages/*/dist/**", "certificates/tls/**"),
  { from: "packages/shop/src/**", to: "src/shop" },
  { from: "packages/state/src/**", to: "src/state" },
  { from: "packages/style/src/**", to: "src/style" },
  { from: "packages/shop/test/**", to: "test/shop" },
  { from: "packages/state/test/**", to: "test/state" },
  { from: "packages/testing/src/**", to: "test/support" },
  { from: "nginx/**", to: "nginx" },
  { from: "redis/**", to: "redis" },
  { from: "certificates/**", to: "certificates" },
  { from: "observe/**", to: "observe" },
  ...SINGLE_FILES.map((file) => ({ from: file, to: file })),
];

/** Where a file or folder of this repository is in a new app; null if it is left out; undefined if no rule is about it. */
export function placeOf(path: string): string | null | undefined {
  const rule = RULES.find(({ from }) => matchesGlob(path, from) || path === folderOf(from));
  if (!rule) return undefined;
  return rule.to === null ? null : rule.to + path.slice(folderOf(rule.from).length);
}

const folderOf = (pattern: string) => pattern.replace(/\/\*\*$/, "");
