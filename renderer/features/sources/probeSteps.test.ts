import { describe, expect, it } from 'vitest';
import type { Probe } from '#core/contract/sources.ts';
import { probeSteps } from './probeSteps.ts';

const nothing: Probe = {
  ok: false,
  version: null,
  latencyMs: null,
  databases: [],
  measurements: null,
  error: 'connect ECONNREFUSED',
  errorCode: 'refused',
  notices: [],
};
const influx = { kind: 'influxdb1', database: 'telegraf' } as const;
const verdicts = (probe: Probe, config: Parameters<typeof probeSteps>[1] = influx) =>
  probeSteps(probe, config).map((step) => `${step.id} ${step.verdict}`);

describe('the steps of a connection test', () => {
  it('stop at the address when nothing answers', () => {
    expect(verdicts(nothing)).toEqual(['reach fail', 'product todo', 'database todo', 'data todo']);
  });

  it('all pass when the test passed', () => {
    const good: Probe = {
      ...nothing,
      ok: true,
      version: '1.8.10',
      latencyMs: 3,
      databases: ['telegraf'],
      measurements: 8,
    };
    expect(verdicts(good)).toEqual(['reach pass', 'product pass', 'database pass', 'data pass']);
    expect(verdicts(good, { kind: 'prometheus', database: '' })).toEqual(['reach pass', 'product pass', 'data pass']);
  });

  it('name the databases there are when the wanted one is missing', () => {
    const probe: Probe = { ...nothing, version: '1.8.10', latencyMs: 3, databases: ['a', 'b'], errorCode: 'not-found' };
    expect(verdicts(probe)).toEqual(['reach pass', 'product pass', 'database fail', 'data todo']);
    expect(probeSteps(probe, influx)[2]?.list).toEqual(['a', 'b']);
  });

  it('stop at the product when something else answers', () => {
    expect(verdicts({ ...nothing, latencyMs: 2, errorCode: 'bad-answer' })).toEqual([
      'reach pass',
      'product fail',
      'database todo',
      'data todo',
    ]);
  });

  it('warn of another version, of an empty store and of a clock that is off', () => {
    const probe: Probe = {
      ...nothing,
      ok: true,
      version: '2.7.1',
      latencyMs: 4,
      databases: ['telegraf'],
      measurements: 0,
      notices: ['version-mismatch:2.7.1', 'no-measurements', 'clock-offset-ms:-5200'],
    };
    expect(verdicts(probe)).toEqual([
      'reach pass',
      'product warning',
      'database pass',
      'data warning',
      'clock warning',
    ]);
    expect(probeSteps(probe, influx).at(-1)?.values).toEqual({ ms: -5200 });
  });
});
