import { useId } from 'react';
import { ALL, leaveField, useLocalized, type VariableChoice } from '../../live/index.ts';
import { Select, useWords } from '../../ui/index.ts';
import { boardWords } from './words.ts';

/** The variables of a board: what is asked of every panel. */
export function VariablesBar({
  choices,
  onChoose,
}: {
  choices: readonly VariableChoice[];
  onChoose: (name: string, value: string) => void;
}) {
  return choices.map((choice) => <VariableSelect key={choice.variable.name} choice={choice} onChoose={onChoose} />);
}

function VariableSelect({
  choice,
  onChoose,
}: {
  choice: VariableChoice;
  onChoose: (name: string, value: string) => void;
}) {
  const t = useWords(boardWords);
  const text = useLocalized();
  const id = useId();
  const { variable, value, options, error } = choice;
  const label = text(variable.label);
  const known =
    options.some((one) => one.value === value) || value === undefined ? options : [{ value, text: value }, ...options];
  return (
    <span
      className="var"
      data-variable={variable.name}
      title={error === null ? undefined : t('valuesFailed', { error })}
    >
      <span id={id} aria-hidden="true">
        {label}
      </span>
      <Select
        label={label}
        hideLabel
        value={value}
        options={known.map((one) => ({ value: one.value, label: one.value === ALL ? t('all') : one.text }))}
        onChange={(next) => {
          onChoose(variable.name, next);
          leaveField();
        }}
        placeholder={t('noValues')}
        searchable={known.length > 8}
        disabled={known.length === 0}
        width={150}
      />
    </span>
  );
}
