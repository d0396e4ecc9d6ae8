import type { Probe, SourceConfig } from '#core/contract/sources.ts';

export type StepVerdict = 'pass' | 'warning' | 'fail' | 'todo';

/** One step of a connection test. `key` and `values` are words; `list` is what was found, named one by one. */
export interface ProbeStep {
  readonly id: 'reach' | 'product' | 'database' | 'data' | 'clock';
  readonly verdict: StepVerdict;
  readonly key: string;
  readonly values: Readonly<Record<string, string | number>>;
  readonly list?: readonly string[];
}

/** Value of a notice `name:value`; '' for one without; `undefined` when it is not there. */
function notice(probe: Probe, name: string): string | undefined {
  const found = probe.notices.find((one) => one === name || one.startsWith(`${name}:`));
  return found === undefined ? undefined : found.slice(name.length + 1);
}

/**
 * What a connection test found, in the order it asked: address, product, database, data, clock. The first step without
 * proof is the one that failed; what comes after it was not asked.
 */
export function probeSteps(probe: Probe, config: Pick<SourceConfig, 'kind' | 'database'>): ProbeStep[] {
  const steps: ProbeStep[] = [];
  let failed = false;
  const add = (id: ProbeStep['id'], proven: boolean, key: string, values: ProbeStep['values'] = {}, warn = false) => {
    if (failed) {
      steps.push({ id, verdict: 'todo', key: `${id}-todo`, values: {} });
      return;
    }
    if (!proven) failed = true;
    steps.push({ id, verdict: proven ? (warn ? 'warning' : 'pass') : 'fail', key, values });
  };
  const reached = probe.latencyMs !== null || probe.version !== null;
  add('reach', probe.ok || reached, probe.ok || reached ? 'reach-pass' : 'reach-fail', {});
  const mismatch = notice(probe, 'version-mismatch');
  const version = probe.version ?? '';
  // A store that says no version but lists its databases is the right product all the same.
  const known = probe.ok || probe.version !== null || probe.databases.length > 0;
  if (mismatch !== undefined) add('product', true, 'product-mismatch', { version }, true);
  else
    add('product', known, known ? (version === '' ? 'product-unknown' : 'product-pass') : 'product-fail', { version });
  if (config.kind !== 'prometheus') {
    const { database } = config;
    const unlisted = notice(probe, 'databases-not-listed') !== undefined;
    const there = probe.ok || probe.measurements !== null || probe.databases.includes(database);
    const key = there ? (unlisted ? 'database-unlisted' : 'database-pass') : 'database-fail';
    add('database', there, key, { database });
    const step = steps.at(-1);
    if (step && !there && step.verdict === 'fail' && probe.databases.length > 0) {
      steps[steps.length - 1] = { ...step, list: probe.databases };
    }
  }
  const count = probe.measurements ?? 0;
  add('data', probe.ok, probe.ok ? (count === 0 ? 'data-none' : 'data-pass') : 'data-fail', { count }, count === 0);
  const offset = notice(probe, 'clock-offset-ms');
  if (offset !== undefined) {
    steps.push({ id: 'clock', verdict: 'warning', key: 'clock-offset', values: { ms: Number(offset) } });
  }
  return steps;
}
