import { describe, expect, it } from 'vitest';
import { influx2, startInflux2, titled } from './index.ts';

const server = await influx2();

describe.skipIf(!server.available)(titled('InfluxDB 2.x of the test stack', server), () => {
  it('is version 2.9.1, set up with the bucket and token it names', async () => {
    await using influx = await startInflux2({ bucket: 'floor', token: 'a-token' });
    const health = await fetch(`${influx.url}/health`);
    expect(await health.json()).toMatchObject({ name: 'influxdb', status: 'pass', version: 'v2.9.1' });

    await influx.write(['mem,host=a used_percent=41 1700000000000000000']);
    const answer = await fetch(`${influx.url}/api/v2/query?org=${influx.org}`, {
      method: 'POST',
      headers: { authorization: `Token ${influx.token}`, 'content-type': 'application/vnd.flux' },
      body: 'from(bucket: "floor") |> range(start: 0) |> keep(columns: ["host", "_value"])',
    });
    expect(answer.status).toBe(200);
    expect((await answer.text()).trim().split('\r\n').at(-1)).toMatch(/,41,a$/);
  });
});
