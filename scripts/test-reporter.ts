import { writeFile } from "node:fs/promises";
import { relative } from "node:path";
import type { Reporter, SerializedError, TestModule, TestSuite } from "vitest/node";
import { ROOT } from "./outcome.ts";

/** What a run of vitest came to. */
export interface TestReport {
  readonly files: readonly FileReport[];
  /** What was thrown outside of all tests, such as a promise that nobody awaited. */
  readonly errors: string[];
}

interface FileReport {
  /** From this repository. */
  readonly path: string;
  readonly passed: number;
  readonly skipped: number;
  /** Each test, suite and file that failed, with the reason. Vitest's own JSON leaves out what a hook of a suite threw. */
  readonly failures: readonly string[];
}

/** Writes the report of a run, as JSON, to the file that TEST_REPORT names. */
export default class TestReporter implements Reporter {
  async onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): Promise<void> {
    const report: TestReport = { files: modules.map(fileReport), errors: errors.map(messageOf) };
    await writeFile(process.env.TEST_REPORT as string, JSON.stringify(report));
  }
}

function fileReport(module: TestModule): FileReport {
  const path = relative(ROOT, module.moduleId);
  const tests = [...module.children.allTests()].map((test) => ({ test, ...test.result() }));
  const suites = [module, ...module.children.allSuites()];
  return {
    path,
    passed: tests.filter(({ state }) => state === "passed").length,
    skipped: tests.filter(({ state }) => state === "skipped").length,
    failures: [
      ...suites.flatMap((suite) => suite.errors().map((error) => failure(path, nameOf(suite), error))),
      // one that passes at its own second try has errors, too
      ...tests
        .filter(({ state }) => state === "failed")
        .flatMap(({ test, errors }) => (errors ?? []).map((error) => failure(path, test.fullName, error))),
    ],
  };
}

const nameOf = (suite: TestModule | TestSuite): string => (suite.type === "suite" ? suite.fullName : "");
const failure = (path: string, name: string, error: SerializedError): string =>
  [[path, name].filter(Boolean).join(": "), messageOf(error)].join("\n");
const messageOf = ({ name, message }: SerializedError): string => [name, message].filter(Boolean).join(": ");
