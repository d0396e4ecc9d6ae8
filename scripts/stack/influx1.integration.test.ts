import { describe, expect, it } from 'vitest';
import { influx1, startInflux1, titled } from './index.ts';

const server = influx1();

describe.skipIf(!server.available)(titled('InfluxDB 1.x of the test stack', server), () => {
  it('keeps what is written and is gone after stop', async () => {
    const influx = await startInflux1();
    await influx.query('CREATE DATABASE ops');
    await influx.write('ops', ['cpu,host=a usage_idle=97.5 1700000000000000000']);

    expect(await influx.query('SELECT * FROM cpu', 'ops')).toEqual({
      results: [
        {
          statement_id: 0,
          series: [
            { name: 'cpu', columns: ['time', 'host', 'usage_idle'], values: [['2023-11-14T22:13:20Z', 'a', 97.5]] },
          ],
        },
      ],
    });

    await influx.stop();
    await influx.stop();
    await expect(fetch(`${influx.url}/ping`)).rejects.toThrow('fetch failed');
    expect(() => process.kill(influx.pid, 0)).toThrow('ESRCH');
  });

  it('lets only the administrator in when it has one', async () => {
    await using influx = await startInflux1({ admin: { user: 'op', password: "it's \\ secret" } });
    const stranger = await fetch(`${influx.url}/query?q=SHOW+DATABASES`);
    expect(stranger.status).toBe(401);
    await expect(influx.query('SHOW DATABASES')).resolves.toHaveProperty('results');
  });
});
