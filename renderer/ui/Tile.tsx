import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import type { Quantity } from './format/unit.ts';
import type { StatusKind } from './glyphShapes.tsx';
import { StatusGlyph } from './StatusGlyph.tsx';

export interface TileProps {
  label: ReactNode;
  value: Quantity;
  /** What the value is measured against: limit, target, expected band. At the right of the label. */
  reference?: ReactNode;
  /** Abnormal states get a 2 px edge, a glyph and the status colour on the value; the others only a glyph. */
  state?: StatusKind | undefined;
  /** Spoken name of the state. */
  stateLabel?: string | undefined;
  stale?: boolean | undefined;
  spark?: ReactNode;
  /** Change, last week, age: 11 px under the value. */
  foot?: ReactNode;
  /** Said instead of the unit, e.g. `of 1,200`. */
  suffix?: ReactNode;
}

/** One number with its reference. Grey is the good state. */
export function Tile({ label, value, reference, state = 'ok', stateLabel, stale, spark, foot, suffix }: TileProps) {
  const abnormal = state === 'critical' || state === 'fail' ? 'is-critical' : state === 'warning' ? 'is-warning' : null;
  return (
    <div className={classes('tile', abnormal, stale && 'is-stale')}>
      <div className="lab">
        {state === 'ok' ? null : <StatusGlyph kind={state} size={12} label={stateLabel} />}
        <span className="cut">{label}</span>
        {reference === undefined ? null : <span className="right">{reference}</span>}
      </div>
      <div className="mid-row">
        <div className="val">
          {value.number}
          {suffix !== undefined || value.unit ? <small>{suffix ?? value.unit}</small> : null}
        </div>
        {spark}
      </div>
      <div className="foot">{foot}</div>
    </div>
  );
}
