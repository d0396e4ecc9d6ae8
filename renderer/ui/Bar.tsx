import { classes } from './classes.ts';

export interface BarProps {
  /** Share of the whole, 0..1; outside it is cut. */
  share: number;
  tone?: 'quiet' | 'accent' | 'warning' | 'critical';
  /** Spoken name; leave out where the number stands beside it. */
  label?: string;
  width?: number | string;
}

const tones = { quiet: undefined, accent: 'acc', warning: 'hot', critical: 'crit' } as const;

/** A thin bar of a share. Grey unless the share is abnormal or work is running. */
export function Bar({ share, tone = 'quiet', label, width }: BarProps) {
  const percent = Math.round(Math.min(1, Math.max(0, Number.isFinite(share) ? share : 0)) * 1000) / 10;
  const name =
    label === undefined
      ? { 'aria-hidden': true as const }
      : { role: 'meter', 'aria-label': label, 'aria-valuenow': percent, 'aria-valuemin': 0, 'aria-valuemax': 100 };
  return (
    <div className="bar" style={width === undefined ? undefined : { width }} {...name}>
      <i className={classes(tones[tone])} style={{ width: `${percent}%` }} />
    </div>
  );
}
