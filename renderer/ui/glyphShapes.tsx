import type { ReactNode } from 'react';

/** Every state the console draws. Squares speak about the measuring itself, never about the thing measured. */
export const statusKinds = [
  'critical',
  'warning',
  'info',
  'ok',
  'pass',
  'fail',
  'nodata',
  'source',
  'pending',
  'silenced',
  'maintenance',
  'running',
  'stopped',
  'inconclusive',
  'flap',
  'todo',
] as const;
export type StatusKind = (typeof statusKinds)[number];

/** Kinds somebody can take (outline and tick) or hold back (outline and slash). */
export type OwnableKind = 'critical' | 'warning' | 'info' | 'source';

/** Outline and inner mark of the kinds that have a solid, a taken and a held form. 16 unit grid. */
export const ownable: Record<OwnableKind, { outline: string; mark: string }> = {
  critical: { outline: 'M8 .9 15.1 8 8 15.1.9 8Z', mark: 'M8 4.4v4.4M8 10.9v.6' },
  warning: { outline: 'M8 1.6 15.2 14.2H.8Z', mark: 'M8 6v3.9M8 11.7v.5' },
  info: { outline: 'M8 1.6a6.4 6.4 0 1 0 0 12.8A6.4 6.4 0 0 0 8 1.6Z', mark: 'M8 7.2v4.2M8 4.6v.6' },
  source: { outline: 'M1.8 1.8h12.4v12.4H1.8Z', mark: 'm5.2 5.2 5.6 5.6M10.8 5.2l-5.6 5.6' },
};

const ring = (color: string) => <circle cx="8" cy="8" r="5.8" stroke={color} strokeWidth="1.4" />;
const dashedSquare = (
  <path d="M2.2 2.2h11.6v11.6H2.2Z" stroke="var(--nodata-mark)" strokeWidth="1.4" strokeDasharray="2.6 2.2" />
);

/** Kinds with one form only. */
export const plain: Record<Exclude<StatusKind, OwnableKind>, ReactNode> = {
  ok: <circle cx="8" cy="8" r="3.6" stroke="var(--ok-mark)" strokeWidth="1.5" />,
  pass: <path d="m3 8.6 3.4 3.4L13 4.6" stroke="var(--pass-mark)" strokeWidth="2" />,
  fail: (
    <>
      <path d="M8 .9 15.1 8 8 15.1.9 8Z" fill="var(--critical-mark)" />
      <path d="m5.7 5.7 4.6 4.6m0-4.6-4.6 4.6" stroke="var(--bg-pane)" strokeWidth="1.7" />
    </>
  ),
  nodata: (
    <>
      {dashedSquare}
      <path d="M5.4 8h5.2" stroke="var(--nodata-mark)" strokeWidth="1.6" />
    </>
  ),
  inconclusive: (
    <>
      {dashedSquare}
      <path
        d="M6.2 6.3c.2-2 3.7-1.9 3.6.1-.1 1.3-1.7 1.3-1.8 2.6M8 11.2v.2"
        stroke="var(--nodata-mark)"
        strokeWidth="1.4"
      />
    </>
  ),
  pending: (
    <>
      {ring('var(--warning-mark)')}
      <path d="M8 8V2.2A5.8 5.8 0 0 1 13.8 8Z" fill="var(--warning-mark)" />
    </>
  ),
  silenced: (
    <>
      {ring('var(--silenced-mark)')}
      <path d="m4 12 8-8" stroke="var(--silenced-mark)" strokeWidth="1.6" />
    </>
  ),
  maintenance: (
    <>
      {ring('var(--silenced-mark)')}
      <path d="M6.3 5.8v4.4M9.7 5.8v4.4" stroke="var(--silenced-mark)" strokeWidth="1.7" />
    </>
  ),
  running: <path d="M4 2.4 13.2 8 4 13.6Z" fill="var(--accent-fg)" />,
  stopped: <path d="M3.5 3.5h9v9h-9Z" fill="var(--n9)" />,
  flap: <path d="M1.5 11 4.6 5l3.2 6L11 5l3.5 6" stroke="var(--warning-mark)" strokeWidth="1.6" />,
  todo: ring('var(--n8)'),
};
