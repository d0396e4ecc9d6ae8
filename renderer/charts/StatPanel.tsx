import type { ReactNode } from 'react';
import type { Unit } from '../ui/format/unit.ts';
import { useFormat } from '../ui/format/useFormat.ts';
import type { StatusKind } from '../ui/glyphShapes.tsx';
import { Sparkline } from '../ui/Sparkline.tsx';
import { Tile } from '../ui/Tile.tsx';

export interface StatPanelProps {
  label: ReactNode;
  value: number | null | undefined;
  unit: Unit;
  digits?: number | undefined;
  /** Course of the value, oldest first. */
  course?: readonly (number | null)[] | undefined;
  reference?: ReactNode;
  target?: number | undefined;
  band?: readonly [number, number] | undefined;
  state?: StatusKind | undefined;
  stateLabel?: string | undefined;
  stale?: boolean | undefined;
  foot?: ReactNode;
}

/** One number of a board, with its course and what it is measured against. */
export function StatPanel(props: StatPanelProps) {
  const { label, value, unit, digits, course, reference, target, band, stale, foot, stateLabel } = props;
  const format = useFormat();
  const missing = value === null || value === undefined || !Number.isFinite(value);
  const state = props.state ?? (missing ? 'nodata' : 'ok');
  const hot = state === 'critical' || state === 'warning' ? state : undefined;
  return (
    <Tile
      label={label}
      value={format.quantity(value, unit, { digits })}
      state={state}
      stateLabel={stateLabel}
      reference={reference}
      stale={stale}
      foot={foot}
      spark={
        course && course.length > 1 ? (
          <Sparkline
            values={course}
            target={target}
            band={band}
            {...(hot ? { hotFrom: Math.floor(course.length * 0.9), hotKind: hot } : {})}
          />
        ) : null
      }
    />
  );
}
