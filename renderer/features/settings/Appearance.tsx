import { Link } from '@tanstack/react-router';
import { languages, Segmented, schemes, usePreferences, useWords } from '../../ui/index.ts';
import { settingsWords } from './words.ts';

const languageNames = { en: 'English', ko: '한국어' } as const;

/** What this workstation looks like: acts at once, for everybody. */
export function Appearance() {
  const t = useWords(settingsWords);
  const { language, scheme, singleLetters, set } = usePreferences();
  return (
    <div className="set-form">
      <h2 className="f18 w6">{t('appearance')}</h2>
      <p className="t2 f12">{t('appearanceText')}</p>
      <div className="field-block">
        <span className="lab">{t('language')}</span>
        <Segmented
          label={t('language')}
          value={language}
          options={languages.map((value) => ({ value, label: languageNames[value], lang: value }))}
          onChange={(value) => set({ language: value })}
        />
      </div>
      <div className="field-block">
        <span className="lab">{t('scheme')}</span>
        <Segmented
          label={t('scheme')}
          value={scheme}
          options={schemes.map((value) => ({ value, label: t(value) }))}
          onChange={(value) => set({ scheme: value })}
        />
      </div>
      <div className="field-block">
        <span className="lab">{t('letters')}</span>
        <Segmented
          label={t('letters')}
          value={singleLetters ? 'on' : 'off'}
          options={[
            { value: 'on', label: t('on') },
            { value: 'off', label: t('off') },
          ]}
          onChange={(value) => set({ singleLetters: value === 'on' })}
        />
        <span className="help">{t('lettersHelp')}</span>
      </div>
      <p className="t2 f12">
        {t('wallsText')}{' '}
        <Link className="c-accent set-link" to="/walls">
          {t('walls')}
        </Link>
      </p>
    </div>
  );
}
