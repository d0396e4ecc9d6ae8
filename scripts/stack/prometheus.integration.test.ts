import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { prometheus, startPrometheus, titled } from './index.ts';

const server = prometheus();

describe.skipIf(!server.available)(titled('Prometheus of the test stack', server), () => {
  it('scrapes itself', async () => {
    await using prom = await startPrometheus({
      configYaml: (port) => `
global: { scrape_interval: 1s }
scrape_configs:
  - job_name: self
    static_configs: [{ targets: ['127.0.0.1:${port}'] }]
`,
    });
    const answer = await eventually(15_000, async () => {
      const response = await fetch(`${prom.url}/api/v1/query?query=up`);
      const body: unknown = await response.json();
      return JSON.stringify(body).includes('"value"') ? body : undefined;
    });
    expect(answer).toMatchObject({ status: 'success', data: { result: [{ metric: { job: 'self' } }] } });
  });

  it('says what is wrong with a configuration it refuses', async () => {
    await expect(startPrometheus({ configYaml: 'nonsense: true' })).rejects.toThrow(/field nonsense not found/);
  });
});

async function eventually<T>(within: number, ask: () => Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + within;
  while (Date.now() < deadline) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await pause(200);
  }
  throw new Error(`No answer within ${within} ms`);
}
