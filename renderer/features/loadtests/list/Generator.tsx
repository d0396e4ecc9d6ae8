import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Generator } from '#core/contract/loadtests.ts';
import { Button, Pane, PaneBody, PaneHead, StatusGlyph, Toolbar, useFormat, useWords } from '../../../ui/index.ts';
import { sentenceOf, useProblemText } from '../problem.ts';
import { useGenerator } from '../useGenerator.ts';
import { loadtestWords } from '../words.ts';

const places = { setting: 'bySetting', JMETER_HOME: 'byVariable', path: 'byPath', cache: 'byCache' } as const;

/** The generator in one line: versions, heap, where it was found; actions of the page at the right. */
export function GeneratorBar({ children }: { children: ReactNode }) {
  const t = useWords(loadtestWords);
  const problemText = useProblemText();
  const found = useGenerator();
  return (
    <Toolbar label={t('generator')}>
      <span className="t3 f12">{t('generator')}</span>
      {found.data ? <Parts generator={found.data} /> : null}
      {found.error && !found.data ? (
        <span className="row tight f12 c-source">
          <StatusGlyph kind="source" size={13} /> {t('generatorFailed')}. {problemText(found.error).sentence}
        </span>
      ) : null}
      <Button small tone="ghost" disabled={found.isFetching} onClick={() => void found.refetch()}>
        {found.isFetching ? t('looking') : t('lookAgain')}
      </Button>
      <span className="grow" />
      {children}
    </Toolbar>
  );
}

function Parts({ generator }: { generator: Generator }) {
  const t = useWords(loadtestWords);
  const format = useFormat();
  const { problem, version, javaVersion, heapMegabytes, foundBy, home } = generator;
  return (
    <span className="row f12 lt-generator">
      {problem ? (
        <span className="row tight c-warning">
          <StatusGlyph kind="warning" size={13} /> {sentenceOf(t, problem)}
        </span>
      ) : null}
      {version ? (
        <span title={home ?? undefined}>
          {t('jmeter')} <b>{version}</b>{' '}
          {foundBy ? <span className="t3 only-xl lt-inline">{t(places[foundBy])}</span> : null}
        </span>
      ) : null}
      {javaVersion ? (
        <span title={generator.java ?? undefined}>
          {t('java')} <b>{javaVersion}</b>
        </span>
      ) : null}
      <span>
        {t('heap')} <b>{format.bytes(heapMegabytes * 1024 * 1024)}</b>
      </span>
    </span>
  );
}

/** How to get what is missing; nothing while all is there. */
export function GeneratorHelp() {
  const t = useWords(loadtestWords);
  const navigate = useNavigate();
  const { data } = useGenerator();
  if (!data?.problem) return null;
  const javaOnly = data.problem === 'no-java' || data.problem === 'java-too-old';
  return (
    <Pane label={t('getJmeter')} className="lt-help">
      <PaneHead
        title={t('getJmeter')}
        lead={<StatusGlyph kind="warning" size={14} />}
        meta={sentenceOf(t, data.problem)}
      />
      <PaneBody>
        {data.detail ? <p className="mono f11 t3 lt-raw">{data.detail}</p> : null}
        <ol className="lt-ways">
          {javaOnly ? null : (
            <>
              <li>
                <b>{t('getScript')}</b>
                <code className="mono">node scripts/jmeter.mjs</code>
                <p>{t('getScriptText')}</p>
              </li>
              <li>
                <b>{t('getVariable')}</b>
                <code className="mono">JMETER_HOME</code>
                <p>{t('getVariableText')}</p>
              </li>
              <li>
                <b>{t('getSetting')}</b>
                <Button small onClick={() => void navigate({ to: '/settings' })}>
                  {t('toSettings')}
                </Button>
                <p>{t('getSettingText')}</p>
              </li>
            </>
          )}
          <li>
            <b>{t('getJava')}</b>
            <code className="mono">java -version</code>
            <p>{t('getJavaText')}</p>
          </li>
        </ol>
      </PaneBody>
    </Pane>
  );
}
