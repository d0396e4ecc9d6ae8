import { type ComponentProps, type ReactNode, useId } from 'react';
import { classes } from './classes.ts';

export interface FieldProps extends Omit<ComponentProps<'input'>, 'size'> {
  label: string;
  /** Label is spoken only; for fields whose purpose stands beside them. */
  hideLabel?: boolean;
  /** What is wrong, naming what is allowed. Stands inside, at the right; long ones go below, above the help. */
  error?: string | undefined;
  help?: ReactNode;
  icon?: ReactNode;
  /** Unit or key hint at the right end. */
  suffix?: ReactNode;
  mono?: boolean;
}

/** A text, number or password field with its label, help and error. */
export function Field({ label, hideLabel, error, help, icon, suffix, mono, className, style, ...input }: FieldProps) {
  const id = useId();
  const inside = error !== undefined && error.length <= 24;
  const below = error !== undefined && !inside;
  const described = [error === undefined ? '' : `${id}-why`, help === undefined ? '' : `${id}-help`].filter(Boolean);
  return (
    <div className={classes('field-block', className)} style={style}>
      <label htmlFor={id} className={hideLabel ? 'sr' : undefined}>
        {label}
      </label>
      <span className={classes('field', error !== undefined && 'bad', input.disabled && 'is-off')}>
        {icon}
        <input
          id={id}
          className={mono ? 'mono' : undefined}
          aria-invalid={error !== undefined || undefined}
          aria-describedby={described.length > 0 ? described.join(' ') : undefined}
          {...input}
        />
        {inside ? (
          <span id={`${id}-why`} className="why">
            {error}
          </span>
        ) : null}
        {suffix}
      </span>
      {below ? (
        <span id={`${id}-why`} className="help bad">
          {error}
        </span>
      ) : null}
      {help === undefined ? null : (
        <span id={`${id}-help`} className="help">
          {help}
        </span>
      )}
    </div>
  );
}

/** Key and value pairs, the facts of a thing. */
export function KeyValue({ items }: { items: readonly { name: ReactNode; value: ReactNode; mono?: boolean }[] }) {
  return (
    <dl className="kv">
      {items.map((item, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: facts stand in a fixed order and hold no state
        <div key={at} style={{ display: 'contents' }}>
          <dt>{item.name}</dt>
          <dd className={item.mono ? 'mono' : undefined}>{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}
