import type { ReactNode } from 'react';
import type { Settings } from '#core/contract/settings.ts';
import { Field, useFormat, useWords } from '../../ui/index.ts';
import type { Problems, SettingsDraft } from './settingsDraft.ts';
import { settingsWords } from './words.ts';

/** What the fields of every section get. */
export interface FieldsProps {
  draft: SettingsDraft;
  /** What is set now: the reference beside what is written. */
  settings: Settings;
  problems: Problems;
  disabled: boolean;
  onChange: (change: Partial<SettingsDraft>) => void;
}

export interface SettingFieldProps {
  label: string;
  help: ReactNode;
  name: string;
  value: string;
  problems: Problems;
  disabled: boolean;
  onChange: (value: string) => void;
  suffix?: string;
  mono?: boolean;
  numeric?: boolean;
}

/** One value of the settings; what is wrong names what is allowed. */
export function SettingField(props: SettingFieldProps) {
  const { label, help, name, value, problems, disabled, onChange, suffix, mono, numeric } = props;
  const t = useWords(settingsWords);
  const format = useFormat();
  const problem = problems[name];
  const printed = (values: Readonly<Record<string, number | string>>) =>
    Object.fromEntries(
      Object.entries(values).map(([key, one]) => [key, typeof one === 'number' ? format.number(one) : one]),
    );
  return (
    <Field
      label={label}
      help={help}
      className={numeric ? 'set-number' : undefined}
      name={name}
      value={value}
      disabled={disabled}
      autoComplete="off"
      spellCheck={false}
      error={problem ? t(problem.reason, printed(problem.values)) : undefined}
      onChange={(event) => onChange(event.currentTarget.value)}
      {...(mono ? { mono } : {})}
      {...(numeric ? { inputMode: 'decimal' as const } : {})}
      {...(suffix === undefined ? {} : { suffix: <span className="unit f12">{suffix}</span> })}
    />
  );
}

/** A switch with its name. */
export function Tick(props: {
  label: string;
  checked: boolean;
  disabled: boolean;
  onChange: (checked: boolean) => void;
}) {
  return (
    <label className="set-tick">
      <input
        type="checkbox"
        checked={props.checked}
        disabled={props.disabled}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      {props.label}
    </label>
  );
}
