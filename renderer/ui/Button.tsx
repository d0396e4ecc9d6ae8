import type { ComponentProps, ReactNode } from 'react';
import { classes } from './classes.ts';
import { Kbd } from './Kbd.tsx';

export type ButtonTone = 'plain' | 'primary' | 'ghost' | 'danger' | 'danger-solid';

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  children: ReactNode;
  /** One primary a view. `danger` is an outline; `danger-solid` only for the last button of a confirmation. */
  tone?: ButtonTone | undefined;
  small?: boolean | undefined;
  icon?: ReactNode;
  /** Key hint inside the button, in the grammar of `useShortcut`. */
  keys?: string | undefined;
}

/** A button, 28 px or 24 px. Never wraps. */
export function Button({
  children,
  tone = 'plain',
  small,
  icon,
  keys,
  className,
  type = 'button',
  ...rest
}: ButtonProps) {
  return (
    <button type={type} className={classes('btn', tone !== 'plain' && tone, small && 'sm', className)} {...rest}>
      {icon}
      {children}
      {keys ? (
        <span aria-hidden="true">
          <Kbd keys={keys} />
        </span>
      ) : null}
    </button>
  );
}

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  icon: ReactNode;
  /** Spoken name and hover text: an icon alone says nothing. */
  label: string;
}

/** A 24 px button that shows an icon only. */
export function IconButton({ icon, label, className, type = 'button', ...rest }: IconButtonProps) {
  return (
    <button type={type} className={classes('btn icon', className)} aria-label={label} title={label} {...rest}>
      {icon}
    </button>
  );
}
