import { useId } from 'react';
import type { Host } from '#core/contract/hosts.ts';
import { useFormat, useNow, useWords } from '../../ui/index.ts';
import { type Gap, gapsWithin, lost, stretchesOf } from './hourGaps.ts';
import { hostWords } from './words.ts';

/** Says the gaps of a host in words. Made once for a whole list: its rows then need no language of their own. */
export function useHourText(): (host: Host, gaps: readonly Gap[]) => string {
  const t = useWords(hostWords);
  const format = useFormat();
  return (host, gaps) => {
    if (host.unknownSince !== null) return t('hourNotKnown', { time: format.time(host.unknownSince, 'minute') });
    if (host.lastSeenAt === null) return t('hourUnknown');
    if (gaps.length === 0) return t('hourWhole');
    return t('hourGaps', { count: gaps.length, span: format.duration(lost(gaps)) });
  };
}

export interface HourBarProps {
  host: Host;
  describe: (host: Host, gaps: readonly Gap[]) => string;
  width?: number | string;
  height?: number;
}

/** The last hour of a host as a small bar: solid where data came, hatched where it stayed away. */
export function HourBar({ host, describe, width = 84, height = 8 }: HourBarProps) {
  // Ten seconds are less than a pixel of the bar.
  const now = Math.floor(useNow() / 10_000) * 10_000;
  const pattern = useId();
  const gaps = gapsWithin(host, now);
  const text = describe(host, gaps);
  return (
    <svg className="host-hour" width={width} height={height} role="img" aria-label={text}>
      <title>{text}</title>
      <rect width="100%" height="100%" fill="var(--n6)" rx="1" />
      {gaps.length === 0 ? null : (
        <pattern id={pattern} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="5" height="5" fill="var(--bg-pane)" />
          <line x1="0" y1="0" x2="0" y2="5" stroke="var(--nodata-mark)" strokeWidth="1.6" />
        </pattern>
      )}
      {stretchesOf(gaps, now).map(({ from, to }) => (
        <rect key={from} x={`${from * 100}%`} width={`${(to - from) * 100}%`} height="100%" fill={`url(#${pattern})`} />
      ))}
    </svg>
  );
}
