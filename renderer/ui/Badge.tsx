import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import type { StatusKind } from './glyphShapes.tsx';
import { type GlyphMode, StatusGlyph } from './StatusGlyph.tsx';

export type BadgeTone =
  | 'critical'
  | 'warning'
  | 'info'
  | 'pass'
  | 'ack'
  | 'source'
  | 'nodata'
  | 'running'
  | 'quiet'
  | 'plain';

export interface BadgeProps {
  children: ReactNode;
  tone?: BadgeTone;
  glyph?: StatusKind;
  mode?: GlyphMode;
}

/** A short state or tag in 18 px: tint, border and glyph, never bare colour. */
export function Badge({ children, tone = 'plain', glyph, mode }: BadgeProps) {
  return (
    <span className={classes('badge', tone !== 'plain' && tone)}>
      {glyph ? <StatusGlyph kind={glyph} size={11} mode={mode} /> : null}
      {children}
    </span>
  );
}
