import type { CSSProperties, ReactNode } from 'react';
import { classes } from './classes.ts';

/** Ground of a work page: its children are panes, divided by seams of 1 px. Give it grid columns and rows by `style`. */
export function Seams({
  children,
  className,
  style,
}: {
  children: ReactNode;
  className?: string;
  style?: CSSProperties;
}) {
  return (
    <div className={classes('seams', className)} style={style}>
      {children}
    </div>
  );
}

export interface PaneProps {
  children: ReactNode;
  /** Spoken name of the region; leave out for panes that are not worth a landmark. */
  label?: string;
  className?: string | undefined;
  style?: CSSProperties | undefined;
}

/** A pane: no card, no shadow; its neighbours are divided by the seams around it. */
export function Pane({ children, label, className, style }: PaneProps) {
  return (
    <section className={classes('pane', className)} style={style} aria-label={label}>
      {children}
    </section>
  );
}

export interface PaneHeadProps {
  title: ReactNode;
  /** Unit, window, method: small and grey beside the title. */
  meta?: ReactNode;
  /** Glyph before the title of an abnormal pane. */
  lead?: ReactNode;
  /** Age stamp, badges, controls, at the right. */
  children?: ReactNode;
  level?: 2 | 3;
}

/** Head of a pane, 32 px. */
export function PaneHead({ title, meta, lead, children, level = 2 }: PaneHeadProps) {
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <div className="pane-h">
      {lead}
      <Heading className="cut">{title}</Heading>
      {meta === undefined ? null : <span className="meta cut">{meta}</span>}
      {children === undefined ? null : <span className="right">{children}</span>}
    </div>
  );
}

/** Inside of a pane. `flush` takes the padding away (tables), `scroll` lets it scroll. */
export function PaneBody({
  children,
  flush,
  scroll,
  className,
}: {
  children: ReactNode;
  flush?: boolean;
  scroll?: boolean;
  className?: string;
}) {
  return (
    <div
      className={classes('pane-b', flush && 'flush', scroll && 'scroll', className)}
      {...(scroll ? { tabIndex: 0 } : {})}
    >
      {children}
    </div>
  );
}

/** Bar over a pane, 40 px: variables, filters, actions. */
export function Toolbar({ children, label }: { children: ReactNode; label?: string }) {
  return (
    <div className="toolbar" role="toolbar" aria-label={label}>
      {children}
    </div>
  );
}
