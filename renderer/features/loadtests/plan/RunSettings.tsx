import { useQuery } from '@tanstack/react-query';
import { api } from '../../../shell/index.ts';
import { Field, Select, useWords } from '../../../ui/index.ts';
import { useGenerator } from '../useGenerator.ts';
import { heapOf, runNameOf, useDraft } from './draft.ts';
import { Section } from './PlanSections.tsx';
import { planWords } from './words.ts';

const nowhere = '';

/** Name, heap, and where the live numbers also go. */
export function RunSettings({ path }: { path: string }) {
  const t = useWords(planWords);
  const { name, heap, liveSourceId, change } = useDraft();
  const { data: generator } = useGenerator();
  const { data: sources } = useQuery(api.sources.list.queryOptions());
  const shownName = name ?? runNameOf({ name: undefined, path });
  // Prometheus is asked, not written to.
  const takesPoints = (sources ?? []).filter((source) => source.kind !== 'prometheus');
  const live = takesPoints.some((source) => source.id === liveSourceId) ? (liveSourceId ?? nowhere) : nowhere;
  return (
    <Section title={t('run')}>
      <div className="lt-params">
        <Field
          label={t('name')}
          maxLength={120}
          value={shownName}
          error={shownName.trim() === '' ? t('nameNeeded') : undefined}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <Field
          label={t('heap')}
          inputMode="numeric"
          value={heap}
          placeholder={generator ? String(generator.heapMegabytes) : ''}
          error={heapOf(heap) === null ? t('heapRule') : undefined}
          help={generator ? t('heapDefault', { value: generator.heapMegabytes }) : undefined}
          onChange={(event) => change({ heap: event.currentTarget.value })}
        />
        <div className="lt-wide">
          <Select
            label={t('live')}
            value={live}
            options={[
              { value: nowhere, label: t('liveNone') },
              ...takesPoints.map((source) => ({ value: source.id, label: source.name })),
            ]}
            onChange={(id) => change({ liveSourceId: id === nowhere ? null : id })}
          />
          <span className="hint">{t('liveHelp')}</span>
        </div>
      </div>
    </Section>
  );
}
