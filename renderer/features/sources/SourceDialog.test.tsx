import { MantineProvider } from '@mantine/core';
import { ORPCError } from '@orpc/client';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type Probe, type Source, sourceConfigSchema } from '#core/contract/sources.ts';
import { SourceDialog } from './SourceDialog.tsx';
import { draftOf, emptyDraft } from './sourceForm.ts';

const calls = vi.hoisted(() => {
  const call = () => vi.fn<(input: unknown) => Promise<unknown>>();
  return { test: call(), add: call(), update: call(), remove: call() };
});
vi.mock('../../shell/index.ts', async () => {
  const { createTanstackQueryUtils } = await import('@orpc/tanstack-query');
  const { problemOf } = await import('../../shell/problem.ts');
  const engine = { sources: calls };
  return { engine, api: createTanstackQueryUtils(engine), problemOf };
});

const config = sourceConfigSchema.parse({
  name: 'core',
  kind: 'influxdb1',
  url: 'http://influx.example:8086',
  database: 'telegraf',
});
const stored: Source = {
  id: 's1',
  name: 'core',
  kind: 'influxdb1',
  config,
  hasSecret: true,
  languages: ['influxql'],
  status: {
    state: 'ok',
    since: 0,
    lastOkAt: 0,
    newestPointAt: 0,
    error: null,
    errorCode: null,
    failures: 0,
    nextTryAt: null,
    latencyMs: 3,
    version: '1.8.10',
    queriesPerMinute: 0,
    pointsPerMinute: 0,
  },
};
const good: Probe = {
  ok: true,
  version: '1.8.10',
  latencyMs: 3,
  databases: ['telegraf'],
  measurements: 8,
  error: null,
  errorCode: null,
  notices: [],
};

function Form({ source, onClose }: { source: Source | undefined; onClose: () => void }) {
  const [draft, setDraft] = useState(source?.config ? draftOf(source.config, source) : emptyDraft());
  return <SourceDialog source={source} draft={draft} onDraft={setDraft} onClose={onClose} onSaved={onClose} />;
}

async function open(source?: Source) {
  const onClose = vi.fn<() => void>();
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={new QueryClient()}>
        <Form source={source} onClose={onClose} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  await screen.findByRole('dialog');
  return { user: userEvent.setup(), onClose };
}
const press = (name: string | RegExp) => screen.getByRole('button', { name });
const field = (name: string) => screen.getByRole('textbox', { name });

beforeEach(() => vi.resetAllMocks());

describe('the dialog of a source', () => {
  it('names what is missing at its field and asks the engine nothing', async () => {
    const { user } = await open();
    await user.click(press('Add source'));
    expect(field('Name')).toHaveProperty('ariaInvalid', 'true');
    expect(screen.getByText('Needed: a name of up to 120 characters')).toBeTruthy();
    expect(screen.getByText('Needed: http:// or https://, host and port')).toBeTruthy();
    expect(calls.add).not.toHaveBeenCalled();
  });

  it('asks for what the product has and keeps what was written for another', async () => {
    const { user } = await open();
    await user.type(field('Database'), 'metrics');
    await user.click(press('Prometheus'));
    expect(screen.queryByRole('textbox', { name: 'Database' })).toBeNull();
    expect(screen.getByLabelText('Password or bearer token')).toBeTruthy();
    await user.click(press('InfluxDB 2.x'));
    expect(field('Bucket')).toHaveProperty('value', 'metrics');
    expect(field('Organisation')).toBeTruthy();
  });

  it('sends what was written, once, and closes', async () => {
    calls.add.mockResolvedValue(stored);
    const { user, onClose } = await open();
    await user.type(field('Name'), ' core ');
    await user.type(field('Address'), 'http://influx.example:8086');
    await user.type(field('Database'), 'telegraf');
    await user.type(screen.getByLabelText('Password'), 'pass');
    await user.click(press('Add source'));
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(calls.add).toHaveBeenCalledTimes(1);
    expect(calls.add).toHaveBeenCalledWith({ config, secret: 'pass' });
  });

  it('shows a refusal at its field and keeps everything that was typed', async () => {
    calls.update.mockRejectedValue(new ORPCError('CONFLICT', { data: { reason: 'name-taken', field: 'name' } }));
    const { user, onClose } = await open(stored);
    await user.clear(field('Name'));
    await user.type(field('Name'), 'taken');
    await user.click(press('Save'));
    expect(await screen.findByText('Another source has this name')).toBeTruthy();
    expect(field('Name')).toHaveProperty('value', 'taken');
    expect(onClose).not.toHaveBeenCalled();
  });

  it('leaves the stored secret alone unless it is changed or forgotten', async () => {
    calls.update.mockResolvedValue(stored);
    const { user } = await open(stored);
    await user.click(press('Save'));
    await waitFor(() => expect(calls.update).toHaveBeenLastCalledWith({ id: 's1', config }));
    await user.click(press('Forget'));
    expect(screen.getByText('Is destroyed when you save.')).toBeTruthy();
    await user.click(press('Save'));
    await waitFor(() => expect(calls.update).toHaveBeenLastCalledWith({ id: 's1', config, secret: '' }));
  });

  it('says that the secret is needed again as soon as the address leads elsewhere', async () => {
    const { user } = await open(stored);
    expect(screen.queryByText(/Enter it again/)).toBeNull();
    await user.clear(field('Address'));
    await user.type(field('Address'), 'http://elsewhere.example:8086');
    expect(screen.getByText(/Enter it again/)).toBeTruthy();
  });

  it('shows step by step what a test found, and when it is out of date', async () => {
    calls.test.mockResolvedValue(good);
    const { user } = await open(stored);
    await user.click(press('Test connection'));
    const report = await screen.findByRole('status', { name: 'What the test found' });
    expect(within(report).getByText('Version 1.8.10')).toBeTruthy();
    expect(within(report).getByText('8 measurements')).toBeTruthy();
    expect(within(report).queryByText(/changed since/)).toBeNull();
    await user.type(field('Database'), '2');
    expect(within(report).getByText('The form was changed since this test.')).toBeTruthy();
  });

  it('takes a database that is there from the test by one click', async () => {
    calls.test.mockResolvedValue({
      ...good,
      ok: false,
      databases: ['telegraf', 'ops'],
      measurements: null,
      error: 'database not found: metrics',
      errorCode: 'not-found',
    });
    const { user } = await open({ ...stored, config: { ...config, database: 'metrics' } });
    await user.click(press('Test connection'));
    await user.click(await screen.findByRole('button', { name: 'ops' }));
    expect(field('Database')).toHaveProperty('value', 'ops');
    expect(screen.getByText('database not found: metrics')).toBeTruthy();
  });
});
