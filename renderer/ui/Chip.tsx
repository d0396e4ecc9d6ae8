import type { ComponentProps, ReactNode } from 'react';
import { classes } from './classes.ts';

export interface ChipProps extends ComponentProps<'button'> {
  /** Pressed state of a toggle; leave out for a chip that opens something. */
  on?: boolean;
  icon?: ReactNode;
  boxed?: boolean;
}

/** A small control of bars: a toggle (`on`) or the opener of a list. */
export function Chip({ on, icon, boxed = true, children, className, type = 'button', ...rest }: ChipProps) {
  return (
    <button
      type={type}
      className={classes('chip', boxed && 'box', on && 'on', className)}
      {...(on === undefined ? {} : { 'aria-pressed': on })}
      {...rest}
    >
      {icon}
      {children}
    </button>
  );
}

/** Two letters of a name: first letters of the outer words; of a name in Hangul the first syllable of the given name. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const [first = ''] = words;
  if (/^[가-힣]{2,4}$/.test(first) && words.length === 1)
    return first.length > 2 ? (first.at(-2) ?? '') : (first.at(-1) ?? '');
  const last = words.length > 1 ? (words.at(-1) ?? '') : '';
  return (Array.from(first)[0] ?? '').toUpperCase() + (Array.from(last)[0] ?? '').toUpperCase();
}

/** Initials of a person, given or made of the name. Decoration beside the name. */
export function Avatar({ initials, name, small }: { initials?: string; name?: string; small?: boolean }) {
  return (
    <span className={classes('avatar', small && 'sm')} aria-hidden="true">
      {initials ?? initialsOf(name ?? '')}
    </span>
  );
}
