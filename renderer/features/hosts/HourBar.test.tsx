import { render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Host } from '#core/contract/hosts.ts';
import { HourBar, useHourText } from './HourBar.tsx';
import { aHost } from './testing.ts';

const now = 1_800_000_000_000;

beforeEach(() => vi.useFakeTimers({ now }));
afterEach(() => vi.useRealTimers());

function Shown({ host }: { host: Host }) {
  return <HourBar host={host} describe={useHourText()} />;
}

describe('the bar of the last hour', () => {
  it('claims no whole hour while the source of the host fails', () => {
    render(<Shown host={aHost({ state: 'unknown', unknownSince: now - 60_000, lastSeenAt: now })} />);
    expect(screen.getByRole('img').getAttribute('aria-label')).toContain('not known since');
  });

  it('says how often and how long a host was away', () => {
    const gaps = [{ from: now - 600_000, to: now - 480_000 }];
    render(<Shown host={aHost({ gaps, lastSeenAt: now })} />);
    expect(screen.getByRole('img').getAttribute('aria-label')?.replaceAll('\u00a0', ' ')).toBe('1 gap, 2 min in all');
  });

  it('draws one hatched stretch for each gap, and none where there is none', () => {
    const { container, rerender } = render(<Shown host={aHost({ lastSeenAt: now })} />);
    expect(container.querySelectorAll('rect[fill^="url("]')).toHaveLength(0);
    expect(screen.getByRole('img').getAttribute('aria-label')).toBe('no gap');
    const gaps = [
      { from: now - 3_000_000, to: now - 2_900_000 },
      { from: now - 600_000, to: now - 480_000 },
    ];
    rerender(<Shown host={aHost({ gaps, lastSeenAt: now })} />);
    expect(container.querySelectorAll('rect[fill^="url("]')).toHaveLength(2);
  });
});
