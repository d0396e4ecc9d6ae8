import { X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { Plan } from '#core/contract/loadtests.ts';
import { Button, Field, IconButton, useWords } from '../../../ui/index.ts';
import { extraNames, isPropertyName, longestValue, useDraft } from './draft.ts';
import { Section } from './PlanSections.tsx';
import { planWords } from './words.ts';

/** A field for each parameter the plan asks for, and for properties that are given all the same. */
export function ParameterForm({ parameters }: { parameters: Plan['parameters'] }) {
  const t = useWords(planWords);
  const draft = useDraft();
  const extras = extraNames(draft, parameters);
  return (
    <Section title={t('parameters')} meta={t('parametersMeta')}>
      {parameters.length === 0 ? (
        <p className="hint lt-pad">
          {t('noParameters')}. {t('noParametersText')}
        </p>
      ) : null}
      <div className="lt-params">
        {parameters.map((parameter) => (
          <Value
            key={parameter.name}
            name={parameter.name}
            placeholder={
              parameter.defaultValue === null ? t('noDefault') : t('defaultIs', { value: parameter.defaultValue })
            }
            help={parameter.usedIn.length === 0 ? undefined : t('usedIn', { where: parameter.usedIn.join(', ') })}
          />
        ))}
        {extras.map((name) => (
          <Value key={name} name={name} placeholder="" help={t('notInPlan')} onRemove={() => draft.remove(name)} />
        ))}
        <AddValue taken={[...parameters.map((one) => one.name), ...draft.added]} />
      </div>
    </Section>
  );
}

interface ValueProps {
  name: string;
  placeholder: string;
  help: string | undefined;
  onRemove?: () => void;
}

function Value({ name, placeholder, help, onRemove }: ValueProps) {
  const t = useWords(planWords);
  const value = useDraft((draft) => draft.values[name] ?? '');
  const setValue = useDraft((draft) => draft.setValue);
  const givable = isPropertyName(name);
  const error = givable ? (value.length > longestValue ? t('valueTooLong') : undefined) : t('badParameter', { name });
  return (
    <div className="lt-param">
      <Field
        label={name}
        mono
        autoComplete="off"
        spellCheck={false}
        placeholder={placeholder}
        value={value}
        disabled={!givable}
        error={error}
        title={help}
        onChange={(event) => setValue(name, event.currentTarget.value)}
        {...(onRemove ? { help } : {})}
      />
      {onRemove ? (
        <IconButton icon={<X size={14} strokeWidth={1.4} />} label={t('remove', { name })} onClick={onRemove} />
      ) : null}
    </div>
  );
}

/** Adds a property by name. A name that cannot be given is named at once, and what was typed stays. */
function AddValue({ taken }: { taken: readonly string[] }) {
  const t = useWords(planWords);
  const add = useDraft((draft) => draft.add);
  const [name, setName] = useState('');
  const [value, setValue] = useState('');
  const wanted = name.trim();
  const error =
    wanted === '' || isPropertyName(wanted) ? (taken.includes(wanted) ? t('nameTaken') : undefined) : t('nameRule');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (wanted === '' || error !== undefined) return;
    add(wanted, value);
    setName('');
    setValue('');
  };
  return (
    <form className="lt-add" onSubmit={submit}>
      <Field
        label={t('addName')}
        hideLabel
        mono
        autoComplete="off"
        spellCheck={false}
        placeholder={t('addName')}
        value={name}
        error={error}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Field
        label={t('addValue')}
        hideLabel
        mono
        autoComplete="off"
        spellCheck={false}
        placeholder={t('addValue')}
        value={value}
        onChange={(event) => setValue(event.currentTarget.value)}
      />
      <Button type="submit" disabled={wanted === '' || error !== undefined}>
        {t('add')}
      </Button>
    </form>
  );
}
