import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { panelSchema } from '#core/boards/board.ts';
import type { PanelUpdate } from '#core/contract/boards.ts';
import { encodeBlock } from '#core/metrics/block.ts';
import { useTimeRange } from '../../../app/timeRange.ts';
import { BoardStore } from '../../../live/boardStore.ts';
import { PanelFrame } from './PanelFrame.tsx';

const engine = vi.hoisted(() => ({
  retry: vi.fn<(input: { id: string }) => Promise<{ id: string; name: string }>>((input) =>
    Promise.resolve({ id: input.id, name: 'influx-edge-03' }),
  ),
  navigate: vi.fn<(to: unknown) => void>(),
}));

vi.mock('../../../shell/index.ts', () => ({
  api: {
    sources: {
      key: () => ['sources'],
      list: {
        queryOptions: () => ({
          queryKey: ['sources', 'list'],
          queryFn: () => [{ id: 'edge', name: 'influx-edge-03' }],
        }),
      },
      retry: { mutationOptions: () => ({ mutationFn: engine.retry }) },
    },
    hosts: {
      list: {
        queryOptions: () => ({
          queryKey: ['hosts', 'list'],
          queryFn: () => ({ hosts: [{ name: 'edge-01', sourceId: 'edge' }], failed: [] }),
        }),
      },
    },
  },
  engine: {},
  shell: {},
  useStream: () => ({ phase: 'live', error: null }),
  useStreamState: () => ({ phase: 'live', error: null, data: undefined }),
}));
vi.mock('@tanstack/react-router', () => ({ useNavigate: () => engine.navigate }));
// jsdom has no canvas: what the chart is given is tested here, how it draws in Chromium.
vi.mock('../../../charts/index.ts', () => ({
  TimeSeriesChart: ({
    label,
    staleFrom,
    series,
  }: {
    label: string;
    staleFrom?: number;
    series: { name: string }[];
  }) => (
    <div
      role="img"
      aria-label={`${label}: ${series.map((one) => one.name).join(', ')}; stale from ${String(staleFrom)}`}
    />
  ),
}));

const NOW = Date.now();
const target = (host: string) => ({
  kind: 'select',
  measurement: 'cpu',
  fields: ['usage'],
  filters: [{ tag: 'host', op: '=', value: host }],
});
const panel = panelSchema.parse({
  kind: 'timeseries',
  id: 'cpu',
  title: 'CPU by mode',
  unit: 'percent',
  grid: { x: 0, y: 0, w: 8, h: 6 },
  targets: [
    { ref: 'A', target: target('$host') },
    { ref: 'B', target: target('$host') },
  ],
});

function block(times: number[]): string {
  return btoa(String.fromCharCode(...encodeBlock(times, [times.map(() => 1)])));
}

const oneSeries = (at: number) => ({
  key: 'u',
  ref: 'A',
  shift: 0,
  name: 'user',
  field: 'usage',
  labels: {},
  block: block([at]),
});

function show(
  over: Partial<PanelUpdate>,
  values: Record<string, string> = { source: 'edge', host: 'pay-api-09' },
  span = 3_600_000,
) {
  const store = new BoardStore({
    request: (paint) => {
      paint();
      return () => undefined;
    },
    now: () => 0,
    visible: () => true,
    onVisibility: () => () => undefined,
  });
  const update: PanelUpdate = {
    panelId: 'cpu',
    state: 'ok',
    error: null,
    newestAt: NOW,
    staleAfter: 30_000,
    provenance: [],
    removed: [],
    series: [],
    ...over,
  };
  store.apply({
    kind: 'full',
    missed: 0,
    data: { at: NOW, from: NOW - span, to: NOW, interval: 10_000, panels: [update] },
  });
  const chosen = vi.fn<(variable: string) => void>();
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <MantineProvider>
      <QueryClientProvider client={client}>
        <PanelFrame
          panel={panel}
          store={store}
          values={values}
          full={false}
          active
          windowRoute="/panel/b/cpu"
          onView={() => undefined}
          onChoose={chosen}
          onSelectRange={undefined}
        />
      </QueryClientProvider>
    </MantineProvider>,
  );
  return { store, chosen };
}

beforeEach(() => vi.clearAllMocks());

describe('a panel', () => {
  it('names the source that fails, what it said and its next try, and asks it again at once', async () => {
    show({
      state: 'error',
      newestAt: null,
      error: { code: 'timeout', message: 'connect ETIMEDOUT', since: NOW - 520_000, nextTryAt: NOW + 60_000 },
    });
    expect(await screen.findByText('influx-edge-03 does not answer')).toBeTruthy();
    expect(screen.getByText('connect ETIMEDOUT')).toBeTruthy();
    expect(screen.getByText(/Next try in/)).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Try now' }));
    expect(engine.retry.mock.calls[0]?.[0]).toEqual({ id: 'edge' });
  });

  it('keeps drawing what it has while its source fails', () => {
    show({
      state: 'error',
      series: [oneSeries(NOW - 1000)],
      error: { code: 'refused', message: 'ECONNREFUSED', since: NOW, nextTryAt: null },
    });
    expect(screen.getByRole('img', { name: /CPU by mode: user/ })).toBeTruthy();
  });

  it('says what matched nothing and offers two next steps', async () => {
    const { chosen } = show({ state: 'no-data', newestAt: null });
    expect(screen.getByText('Nothing matches host = pay-api-09')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Show another host' }));
    expect(chosen).toHaveBeenCalledWith('host');
    await userEvent.click(screen.getByRole('button', { name: 'Widen to 24 h' }));
    expect(useTimeRange.getState().range).toEqual({ kind: 'relative', span: 86_400_000 });
  });

  it('says which measurement a host that reports does not send', async () => {
    show({ state: 'no-data', newestAt: null }, { source: 'edge', host: 'edge-01' });
    expect(await screen.findByText('edge-01 sends no cpu (usage)')).toBeTruthy();
  });

  it('does not offer to widen a range that is a day wide already', () => {
    show({ state: 'no-data', newestAt: null }, undefined, 86_400_000);
    expect(screen.queryByRole('button', { name: 'Widen to 24 h' })).toBeNull();
  });

  it('greys old data from its last point on and says its time', () => {
    const last = NOW - 540_000;
    show({ newestAt: last, series: [oneSeries(last)] });
    expect(screen.getByRole('img', { name: new RegExp(`stale from ${last}`) })).toBeTruthy();
    expect(screen.getByText(/9.?min old/)).toBeTruthy();
  });

  it('draws what came and says how much did not', () => {
    show({
      state: 'partial',
      series: [oneSeries(NOW)],
      error: { code: 'query', message: 'B failed', since: NOW, nextTryAt: null },
    });
    expect(screen.getByText('1 of 2 queries')).toBeTruthy();
    expect(screen.getByRole('img', { name: /CPU by mode: user/ })).toBeTruthy();
  });

  it('says that no source is chosen instead of waiting for ever', () => {
    show({ state: 'loading', newestAt: null }, {});
    expect(screen.getByText('No source is chosen')).toBeTruthy();
  });

  it('draws anew when points come', () => {
    const { store } = show({ state: 'no-data', newestAt: null });
    act(() =>
      store.apply({
        kind: 'delta',
        missed: 0,
        data: {
          at: NOW,
          from: NOW - 3_600_000,
          to: NOW,
          interval: 10_000,
          panels: [
            {
              panelId: 'cpu',
              state: 'ok',
              error: null,
              newestAt: NOW,
              staleAfter: 30_000,
              provenance: [],
              removed: [],
              series: [oneSeries(NOW)],
            },
          ],
        },
      }),
    );
    expect(screen.getByRole('img', { name: /CPU by mode: user/ })).toBeTruthy();
  });
});
