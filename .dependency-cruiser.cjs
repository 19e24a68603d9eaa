// Which way dependencies may point. Types count: a circle of types is a circle for the reader.

/** Files below `from` import nothing below `to`, and why. */
const never = (name, comment, from, to, exceptions = []) => ({
  name,
  comment,
  severity: "error",
  from: { path: from },
  to: { path: to, pathNot: exceptions },
});

module.exports = {
  forbidden: [
    { name: "no-circles", severity: "error", from: {}, to: { circular: true } },
    // also what package.json does not declare: pnpm lets no package import that
    { name: "resolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
    {
      name: "no-test-library-in-sources",
      severity: "error",
      from: { path: "^((apps|packages)/[^/]+|bench)/(src|main|peers)" },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
    never(
      "sources-without-tests",
      "",
      "^(apps|packages)/(?!testing/)[^/]+/(src/|[^/]+$)",
      "^packages/testing|/test/",
    ),
    never(
      "lab-judges-from-outside",
      "Verdicts of code that they import could not be trusted.",
      "^(apps/lab|packages/(lab|control-room))/",
      "^(apps/shop-|packages/(shop|state)/)",
    ),
    never("bench-and-new-are-on-top", "", "^(apps|packages)/", "^(bench|new)/"),
    never("lab-is-below", "", "^packages/lab/", "^(apps|packages/control-room)/"),
    never("control-room-is-below-the-cli", "", "^packages/control-room/", "^apps/"),
    never(
      "page-knows-the-wire-only",
      "What the page imports is sent to the browser.",
      "^packages/control-room/src/page/",
      "^packages/",
      ["^packages/control-room/src/(page|wire)/", "^packages/lab/src/scenarios.ts$", "^packages/style/"],
    ),
    never(
      "wire-is-for-both",
      "",
      "^packages/control-room/src/wire/",
      "^packages/control-room/src/(page|server)/",
    ),
    never(
      "shop-knows-interfaces-only",
      "The shop runs on any state: only an app chooses one.",
      "^packages/shop/src/",
      "^packages/state/src/(memory|redis)/|node_modules/(redis|connect-redis)/",
    ),
    never(
      "shop-without-lab",
      "",
      "^(apps/shop-|packages/(shop|state)/src/)",
      "^packages/(lab|control-room)/|^apps/lab/",
    ),
    never("state-is-at-the-bottom", "", "^packages/state/src/", "^packages/(?!state/)"),
    never(
      "shop-without-demo",
      "Real apps leave the demo out.",
      "^packages/shop/src/(?!demo/)",
      "^packages/shop/src/demo/",
    ),
    never(
      "runtime-is-at-the-bottom",
      "",
      "^packages/lab/src/runtime/",
      "^packages/lab/src/(shopper|history|engine|experiments|report)/",
    ),
    never(
      "history-is-data",
      "",
      "^packages/lab/src/history/",
      "^packages/lab/src/(runtime|shopper|engine|experiments|report)/",
    ),
    never(
      "shoppers-are-not-judges",
      "",
      "^packages/lab/src/shopper/",
      "^packages/lab/src/(engine|experiments|report)/",
    ),
    never(
      "engine-without-experiments",
      "",
      "^packages/lab/src/engine/",
      "^packages/lab/src/(experiments|report)/",
    ),
    never("report-without-experiments", "", "^packages/lab/src/report/", "^packages/lab/src/experiments/"),
    never("experiments-without-report", "", "^packages/lab/src/experiments/", "^packages/lab/src/report/"),
  ],
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^packages/control-room/dist/|^new/app/" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default"],
      extensions: [".ts", ".tsx", ".js", ".css"],
    },
  },
};
