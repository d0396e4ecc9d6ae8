import { Select as MantineSelect } from '@mantine/core';
import { ChevronDown } from 'lucide-react';

export interface SelectOption<Value extends string> {
  value: Value;
  label: string;
}

export interface SelectProps<Value extends string> {
  label: string;
  hideLabel?: boolean;
  value: Value | undefined;
  options: readonly SelectOption<Value>[];
  onChange: (value: Value) => void;
  placeholder?: string;
  searchable?: boolean;
  disabled?: boolean;
  error?: string | undefined;
  width?: number;
}

/** A choice among many, from a list. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const {
    label,
    hideLabel,
    value,
    options,
    onChange,
    placeholder,
    searchable = false,
    disabled = false,
    error,
  } = props;
  return (
    <MantineSelect
      {...(hideLabel ? { 'aria-label': label } : { label })}
      data={options.map((option) => ({ value: option.value, label: option.label }))}
      value={value ?? null}
      onChange={(chosen) => {
        const option = options.find((candidate) => candidate.value === chosen);
        if (option) onChange(option.value);
      }}
      allowDeselect={false}
      searchable={searchable}
      disabled={disabled}
      error={error}
      w={props.width}
      {...(placeholder === undefined ? {} : { placeholder })}
      rightSection={<ChevronDown size={12} strokeWidth={1.4} />}
      comboboxProps={{ transitionProps: { duration: 0 }, shadow: 'pop' }}
    />
  );
}
