// The whole of `npm test`, in this order:
//
//   checks        types, format and lint, type-aware lint, build, architecture, purity of core, dead code, contrast, notices
//   unit          vitest, no network, no servers
//   integration   vitest against real servers (scripts/stack)
//   e2e           Playwright in Chromium
//
//   node scripts/test.mjs [SUITE ...]     the suites named, in that order; all of them without a name
//
// A failure does not stop the suites after it. The last line of stdout is the sum of everything that ran:
// `N passed, N failed, N skipped`; each check counts as one test. The exit code is 0 only when nothing failed.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { CHECKS } from './suites/checks.mjs';
import { readPlaywrightReport, readVitestReport } from './suites/reports.mjs';

const ROOT = resolve(import.meta.dirname, '..');
const SUITES = ['checks', 'unit', 'integration', 'e2e'];
const VITEST = ['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json'];
const reports = mkdtempSync(join(tmpdir(), 'watchfloor-reports-'));

/** Runs a file with this Node, output straight through; gives its exit code. */
function runNode(args, environment = {}) {
  const env = { ...process.env, ...environment };
  return spawnSync(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'], env }).status ?? 1;
}

function headline(text) {
  console.log(`\n=== ${text}`);
}

/** Each check is one test; all of them run. */
function runChecks() {
  const failed = CHECKS.filter(({ name, args }) => {
    headline(name);
    return runNode(args) !== 0;
  }).map(({ name }) => name);
  return { passed: CHECKS.length - failed.length, failed, skipped: [] };
}

/** A suite that ended badly without naming a failed test (a crash, nothing found) is a failure of its own. */
function judged(suite, code, outcome) {
  if (code === 0 || outcome.failed.length > 0) return outcome;
  return { ...outcome, failed: [`${suite}: ended with code ${code}`] };
}

function runVitest(suite, projects) {
  const file = join(reports, `${suite}.json`);
  const code = runNode([...VITEST, `--outputFile.json=${file}`, ...projects.map((name) => `--project=${name}`)]);
  return judged(suite, code, read(suite, file, readVitestReport));
}

function runPlaywright() {
  const file = join(reports, 'e2e.json');
  const code = runNode(['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json'], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
  });
  return judged('e2e', code, read('e2e', file, readPlaywrightReport));
}

function read(suite, file, parse) {
  if (!existsSync(file)) return { passed: 0, failed: [`${suite}: left no report`], skipped: [] };
  return parse(JSON.parse(readFileSync(file, 'utf8')), ROOT);
}

function runSuite(suite) {
  switch (suite) {
    case 'checks':
      return runChecks();
    case 'unit':
      return runVitest(suite, ['unit', 'unit-renderer']);
    case 'integration': {
      headline('test stack');
      const code = runNode(['scripts/stack/prepare.ts']);
      const outcome = runVitest(suite, ['integration']);
      return code === 0
        ? outcome
        : { ...outcome, failed: ['test stack: a server could not be built', ...outcome.failed] };
    }
    default:
      return runPlaywright();
  }
}

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !SUITES.includes(name));
if (unknown.length > 0) {
  console.error(`Unknown suite ${unknown.join(', ')}: it is one of ${SUITES.join(', ')}.`);
  process.exit(2);
}

const chosen = SUITES.filter((name) => asked.length === 0 || asked.includes(name));
// The build is one of the checks; suites that start what was built get it without them too.
if (!chosen.includes('checks') && runNode(['scripts/build.mjs']) !== 0) process.exit(1);

const total = { passed: 0, failed: [], skipped: [] };
try {
  for (const suite of chosen) {
    headline(suite);
    const outcome = runSuite(suite);
    total.passed += outcome.passed;
    total.failed.push(...outcome.failed);
    total.skipped.push(...outcome.skipped);
  }
} finally {
  rmSync(reports, { recursive: true, force: true });
}

if (total.skipped.length > 0) console.log(`\nSkipped:\n${total.skipped.map((name) => `  ${name}`).join('\n')}`);
if (total.failed.length > 0) console.log(`\nFailed:\n${total.failed.map((name) => `  ${name}`).join('\n')}`);
console.log(`\n${total.passed} passed, ${total.failed.length} failed, ${total.skipped.length} skipped`);
process.exitCode = total.failed.length > 0 ? 1 : 0;
