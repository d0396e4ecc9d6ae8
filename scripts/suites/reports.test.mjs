import { describe, expect, it } from 'vitest';
import { readPlaywrightReport, readVitestReport } from './reports.mjs';

describe('the sum of a vitest report', () => {
  it('counts passed, names failed and skipped, and counts a file that could not be read', () => {
    const report = {
      testResults: [
        {
          name: '/w/core/a.test.ts',
          status: 'failed',
          message: '',
          assertionResults: [
            { status: 'passed', fullName: 'a one' },
            { status: 'failed', fullName: 'a two' },
            { status: 'skipped', fullName: 'a three' },
            { status: 'todo', fullName: 'a four' },
          ],
        },
        { name: '/w/core/b.test.ts', status: 'failed', message: 'No such module\nat x', assertionResults: [] },
      ],
    };
    expect(readVitestReport(report, '/w')).toEqual({
      passed: 1,
      failed: ['core/a.test.ts > a two', 'core/b.test.ts: No such module'],
      skipped: ['core/a.test.ts > a three', 'core/a.test.ts > a four'],
    });
  });

  it('counts a file whose hook failed though its tests were only skipped', () => {
    const assertionResults = [{ status: 'skipped', fullName: 'a one' }];
    const report = { testResults: [{ name: '/w/a.test.ts', status: 'failed', message: 'hook', assertionResults }] };
    expect(readVitestReport(report, '/w').failed).toEqual(['a.test.ts: hook']);
  });
});

describe('the sum of a Playwright report', () => {
  it('finds tests in nested suites and calls a flaky one failed', () => {
    const spec = (title, status) => ({ title, tests: [{ status }] });
    const report = {
      errors: [{ message: 'worker crashed\nat y' }],
      suites: [
        {
          title: 'live.e2e.ts',
          specs: [spec('one', 'expected')],
          suites: [
            { title: 'wall', specs: [spec('two', 'flaky'), spec('three', 'unexpected'), spec('four', 'skipped')] },
          ],
        },
      ],
    };
    expect(readPlaywrightReport(report)).toEqual({
      passed: 1,
      failed: ['live.e2e.ts > wall > two', 'live.e2e.ts > wall > three', 'e2e: worker crashed'],
      skipped: ['live.e2e.ts > wall > four'],
    });
  });
});
