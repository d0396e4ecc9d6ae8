import type { ReactNode } from 'react';
import { type OwnableKind, ownable, plain, type StatusKind } from './glyphShapes.tsx';

/** Who has it: `solid` nobody, `ack` somebody (outline and tick), `held` held back (outline and slash). */
export type GlyphMode = 'solid' | 'ack' | 'held';

export interface StatusGlyphProps {
  kind: StatusKind;
  mode?: GlyphMode | undefined;
  /** Pixels: badge 11, row 14, title 20, wall 58. */
  size?: number | undefined;
  /** Spoken name; leave out where text beside it says the same. */
  label?: string | undefined;
}

function isOwnable(kind: StatusKind): kind is OwnableKind {
  return kind in ownable;
}

function form(kind: OwnableKind, mode: GlyphMode): ReactNode {
  const { outline, mark } = ownable[kind];
  const small = 'translate(8 8) scale(.93) translate(-8 -8)';
  if (mode === 'ack') {
    return (
      <>
        <path d={outline} stroke={`var(--${kind}-mark)`} strokeWidth="1.3" transform={small} />
        <path
          d={kind === 'warning' ? 'm5.6 9.8 1.8 1.8 3.2-3.6' : 'm5 8.2 2.1 2.1L11 6'}
          stroke="var(--ack-mark)"
          strokeWidth="1.8"
        />
      </>
    );
  }
  if (mode === 'held') {
    return (
      <g stroke="var(--silenced-mark)">
        <path d={outline} strokeWidth="1.2" transform={small} />
        <path d="M3 13 13 3" strokeWidth="1.6" />
      </g>
    );
  }
  return (
    <>
      <path d={outline} fill={`var(--${kind}-mark)`} />
      <path d={mark} stroke={`var(--${kind}-cut, var(--bg-pane))`} strokeWidth="1.7" />
    </>
  );
}

/** State of a thing: the silhouette says what it is, the fill whether somebody has it, colour comes last. */
export function StatusGlyph({ kind, mode = 'solid', size = 14, label }: StatusGlyphProps) {
  const name = label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label };
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: `name` labels it or hides it; a title would add a tooltip to every row
    <svg
      className="g"
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      strokeLinecap="round"
      strokeLinejoin="round"
      {...name}
    >
      {isOwnable(kind) ? form(kind, mode) : plain[kind]}
    </svg>
  );
}
