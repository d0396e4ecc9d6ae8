import { afterEach, describe, expect, it } from 'vitest';
import { type LoadTarget, startLoadTarget } from './index.ts';

describe('load target', () => {
  let target: LoadTarget | undefined;
  afterEach(() => target?.stop());

  it('fails exactly the share of requests it was told to', async () => {
    target = await startLoadTarget({ errorShare: 0.1 });
    const statuses: number[] = [];
    for (let i = 0; i < 40; i++) statuses.push((await fetch(`${target.url}/item/${i}`)).status);
    expect(statuses.filter((status) => status === 500)).toHaveLength(4);
    expect(target.counts()).toEqual({ requests: 40, errors: 4 });

    target.behave({});
    expect((await fetch(target.url)).status).toBe(200);
  });

  it('waits as long as it was told to before it answers', async () => {
    target = await startLoadTarget({ latency: 80 });
    const started = performance.now();
    await fetch(target.url);
    expect(performance.now() - started).toBeGreaterThanOrEqual(79);
  });
});
