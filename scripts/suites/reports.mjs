// Reads the JSON reports of the test runners into `{ passed, failed, skipped }`: a count and two lists of names.
import { relative } from 'node:path';

/** Vitest's (Jest's) report. A file that could not be read counts as one failure: its tests are in no other number. */
export function readVitestReport(report, root) {
  const outcome = { passed: 0, failed: [], skipped: [] };
  for (const file of report.testResults) {
    const where = relative(root, file.name);
    for (const test of file.assertionResults) {
      const name = `${where} > ${test.fullName}`;
      if (test.status === 'passed') outcome.passed += 1;
      else if (test.status === 'failed') outcome.failed.push(name);
      else outcome.skipped.push(name);
    }
    if (file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed')) {
      outcome.failed.push(`${where}: ${firstLine(file.message)}`);
    }
  }
  return outcome;
}

/** Playwright's report. A test that passed only on a retry counts as failed; errors outside of tests count too. */
export function readPlaywrightReport(report) {
  const outcome = { passed: 0, failed: [], skipped: [] };
  const visit = (suite, path) => {
    for (const spec of suite.specs ?? []) {
      for (const test of spec.tests) {
        const name = [...path, spec.title].join(' > ');
        if (test.status === 'expected') outcome.passed += 1;
        else if (test.status === 'skipped') outcome.skipped.push(name);
        else outcome.failed.push(name);
      }
    }
    for (const inner of suite.suites ?? []) visit(inner, [...path, inner.title]);
  };
  for (const suite of report.suites) visit(suite, [suite.title]);
  for (const error of report.errors) outcome.failed.push(`e2e: ${firstLine(error.message)}`);
  return outcome;
}

function firstLine(text) {
  return (text ?? 'failed without a message').trim().split('\n')[0];
}
