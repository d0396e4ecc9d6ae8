import { useId } from 'react';
import type { Host } from '#core/contract/hosts.ts';
import { useFormat, useNow, useWords } from '../../ui/index.ts';
import { gapsWithin, lost, stretchesOf } from './hourGaps.ts';
import { hostWords } from './words.ts';

/** The last hour of a host as a small bar: solid where data came, hatched where it stayed away. */
export function HourBar({ host, width = 84, height = 8 }: { host: Host; width?: number | string; height?: number }) {
  const t = useWords(hostWords);
  const format = useFormat();
  // Ten seconds are less than a pixel of the bar.
  const now = Math.floor(useNow() / 10_000) * 10_000;
  const pattern = useId();
  const gaps = gapsWithin(host, now);
  const text =
    gaps.length === 0 ? t('hourWhole') : t('hourGaps', { count: gaps.length, span: format.duration(lost(gaps)) });
  return (
    <svg
      className="host-hour"
      width={width}
      height={height}
      role="img"
      aria-label={host.lastSeenAt === null ? t('hourUnknown') : text}
      preserveAspectRatio="none"
    >
      <title>{text}</title>
      <defs>
        <pattern id={pattern} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line x1="0" y1="0" x2="0" y2="5" stroke="var(--nodata-mark)" strokeWidth="1.6" />
        </pattern>
      </defs>
      <rect width="100%" height="100%" fill="var(--n6)" rx="1" />
      {stretchesOf(gaps, now).map((stretch) => (
        <g key={stretch.from}>
          <rect x={`${stretch.from * 100}%`} width={`${(stretch.to - stretch.from) * 100}%`} height="100%" fill="var(--bg-pane)" />
          <rect
            x={`${stretch.from * 100}%`}
            width={`${(stretch.to - stretch.from) * 100}%`}
            height="100%"
            fill={`url(#${pattern})`}
          />
        </g>
      ))}
    </svg>
  );
}
