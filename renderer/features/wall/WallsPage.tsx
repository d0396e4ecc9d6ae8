import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { MonitorUp } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { usePageTitle } from '../../app/pageTitle.ts';
import { readBoardSearch, useLocalized, useOverviewSource } from '../../live/index.ts';
import { api, shell } from '../../shell/index.ts';
import {
  Button,
  Field,
  Pane,
  PaneHead,
  Select,
  StatusGlyph,
  showToast,
  useFormat,
  useLanguage,
  useWords,
} from '../../ui/index.ts';
import { arc16, fitWall } from './arc.ts';
import { usePlace } from './place.ts';
import './wall.css';
import { placeLimits } from './wallSearch.ts';
import { wallWords } from './words.ts';

/** Value of the choice that lets the screen say its own resolution. */
const OWN = 'own';
const widths = [1366, 1920, 2560, 3840, 7680];

/** A number an operator wrote, if it is in its limits. */
function numberOf(text: string, { least, most }: { least: number; most: number }): number | undefined {
  const number = Number(text.replace(',', '.'));
  return text.trim() !== '' && number >= least && number <= most ? number : undefined;
}

/** Opens a wall: what it shows, and how far away it is read. */
export default function WallsPage() {
  const t = useWords(wallWords);
  const text = useLocalized();
  const format = useFormat();
  const language = useLanguage();
  usePageTitle(t('walls'));
  const raw: Record<string, unknown> = useSearch({ strict: false });
  const named = typeof raw['board'] === 'string' ? raw['board'] : undefined;
  const overviewSource = useOverviewSource((state) => state.source);
  const boards = useQuery(api.boards.list.queryOptions());
  const [board, setBoard] = useState(named ?? '');
  const { place, set } = usePlace();
  const [written, setWritten] = useState({ inches: String(place.inches), metres: String(place.metres) });
  const [pixels, setPixels] = useState(OWN);
  const inches = numberOf(written.inches, placeLimits.inches);
  const metres = numberOf(written.metres, placeLimits.metres);
  const width = pixels === OWN ? window.screen.width : Number(pixels);
  const height = pixels === OWN ? window.screen.height : (width * 9) / 16;
  const wanted =
    inches === undefined || metres === undefined ? undefined : arc16({ inches, metres }, width, height, language);
  const fit = wanted === undefined ? undefined : fitWall(wanted, width, height);
  const open = async (event: FormEvent) => {
    event.preventDefault();
    if (inches === undefined || metres === undefined) return;
    set({ inches, metres });
    const query = new URLSearchParams({ inches: String(inches), metres: String(metres), desk: '1' });
    if (pixels !== OWN) query.set('pixels', pixels);
    if (board === '' && overviewSource !== undefined) query.set('v.source', overviewSource);
    if (board === named) {
      for (const [name, value] of Object.entries(readBoardSearch(raw).chosen)) query.set(`v.${name}`, value);
    }
    const path = board === '' ? '/wall/overview' : `/wall/boards/${encodeURIComponent(board)}`;
    const { opened } = await shell.openWindow({ role: 'wall', route: `${path}?${query.toString()}` });
    if (!opened) showToast({ kind: 'fail', title: t('blocked'), text: t('blockedText') });
  };
  const options = [
    { value: '', label: t('overview') },
    ...(boards.data ?? []).map((one) => ({ value: one.id, label: t('board', { title: text(one.title) }) })),
  ];
  return (
    <div className="page">
      <Pane label={t('walls')} style={{ flex: 1, overflow: 'auto' }}>
        <PaneHead title={t('openWall')} meta={t('intro')} />
        <form className="walls-form" onSubmit={(event) => void open(event)}>
          <Select label={t('what')} value={board} options={options} onChange={setBoard} />
          <div className="row">
            <Field
              label={t('diagonal')}
              inputMode="decimal"
              value={written.inches}
              error={inches === undefined ? t('diagonalWrong') : undefined}
              onChange={(event) => setWritten({ ...written, inches: event.currentTarget.value })}
            />
            <Field
              label={t('distance')}
              inputMode="decimal"
              value={written.metres}
              error={metres === undefined ? t('distanceWrong') : undefined}
              onChange={(event) => setWritten({ ...written, metres: event.currentTarget.value })}
            />
          </div>
          <Select
            label={t('resolution')}
            value={pixels}
            options={[
              { value: OWN, label: t('ownResolution') },
              ...widths.map((one) => ({ value: String(one), label: String(one) })),
            ]}
            onChange={setPixels}
          />
          {wanted === undefined || !fit ? null : (
            <p className="row">
              {fit.tooSmall ? <StatusGlyph kind="warning" size={14} /> : null}
              <span>
                {t('smallest', { width: format.number(width), size: wanted })}{' '}
                {t(fit.tooSmall ? 'tooFar' : fit.tiles === 8 ? 'eight' : 'four')}
              </span>
            </p>
          )}
          <div className="row">
            <Button
              type="submit"
              tone="primary"
              icon={<MonitorUp size={14} strokeWidth={1.4} />}
              disabled={wanted === undefined}
            >
              {t('open')}
            </Button>
            <span className="f11 t3">{t('escape')}</span>
          </div>
        </form>
      </Pane>
    </div>
  );
}
