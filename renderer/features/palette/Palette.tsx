import './palette.css';
import { Modal } from '@mantine/core';
import { Command as Cmdk } from 'cmdk';
import { Lock, Search, Terminal } from 'lucide-react';
import { useState } from 'react';
import { useOverlays } from '../../app/overlays.ts';
import type { Command } from '../../app/registry.ts';
import { Empty, Kbd, showToast, useSay, useWords } from '../../ui/index.ts';
import { markHits, matchScore } from './match.ts';
import { useAllCommands } from './useAllCommands.ts';
import { paletteWords } from './words.ts';

const groups = ['actions', 'goTo', 'commands'] as const;

interface Found {
  readonly command: Command;
  readonly label: string;
  readonly hint: string;
  readonly score: number;
}

function Hits({ label, written }: { label: string; written: string }) {
  return (
    <span className="nm">
      {markHits(label, written).map((piece, at) =>
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text, made anew with it
        piece.hit ? <mark key={at}>{piece.text}</mark> : piece.text,
      )}
    </span>
  );
}

function Item({ found, written, onRun }: { found: Found; written: string; onRun: () => void }) {
  const { command, label, hint } = found;
  const say = useSay();
  const Icon = command.refused === undefined ? (command.icon ?? Terminal) : Lock;
  return (
    <Cmdk.Item value={command.id} disabled={command.refused !== undefined} onSelect={onRun}>
      <span className="ic">
        <Icon size={14} strokeWidth={1.4} aria-hidden="true" />
      </span>
      <span className="grow cut">
        <Hits label={label} written={written} />
        <span className="t3 sb">{command.refused === undefined ? hint : say(command.refused)}</span>
      </span>
      <span className="rt">{command.keys ? <Kbd keys={command.keys} /> : null}</span>
    </Cmdk.Item>
  );
}

/** Everything an operator can do, found by typing; what he may not do stands there with the reason. */
export function Palette() {
  const t = useWords(paletteWords);
  const say = useSay();
  const close = useOverlays((state) => state.close);
  const commands = useAllCommands();
  const [written, setWritten] = useState('');
  const [chosen, setChosen] = useState('');
  const onlyCommands = written.startsWith('>');
  const text = onlyCommands ? written.slice(1).trim() : written.trim();
  const found = commands.flatMap((command): Found[] => {
    if (onlyCommands && command.group === 'goTo') return [];
    const label = say(command.label);
    const hint = command.hint === undefined ? '' : say(command.hint);
    const score = matchScore({ label, hint, also: command.also ?? [] }, text);
    return score > 0 ? [{ command, label, hint, score }] : [];
  });
  const run = async ({ command, label }: Found) => {
    close();
    try {
      await command.run();
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      showToast({ kind: 'fail', title: t('failed', { name: label }), text: why });
    }
  };
  const Detail = found.find((one) => one.command.id === chosen)?.command.detail;
  return (
    <Modal.Root
      opened
      onClose={close}
      size="auto"
      yOffset={112}
      transitionProps={{ duration: 0 }}
      zIndex={300}
      radius={6}
      classNames={{ content: 'wf-modal pal' }}
    >
      <Modal.Overlay className="scrim" />
      <Modal.Content aria-label={t('title')}>
        <Cmdk label={t('title')} shouldFilter={false} loop value={chosen} onValueChange={setChosen}>
          <div className="pal-in">
            <Search size={18} strokeWidth={1.4} aria-hidden="true" />
            <Cmdk.Input
              data-autofocus
              value={written}
              onValueChange={setWritten}
              placeholder={t('placeholder')}
              aria-label={t('placeholder')}
            />
            <Kbd keys="Escape" />
          </div>
          <div className={Detail ? 'pal-b with-detail' : 'pal-b'}>
            <Cmdk.List label={t('results')}>
              {found.length === 0 ? <Empty title={t('nothing', { text })} text={t('nothingText')} /> : null}
              {groups.map((group) => {
                const members = found.filter((one) => one.command.group === group);
                members.sort((one, other) => other.score - one.score);
                return members.length === 0 ? null : (
                  <Cmdk.Group key={group} heading={t(group)}>
                    {members.map((one) => (
                      <Item key={one.command.id} found={one} written={text} onRun={() => void run(one)} />
                    ))}
                  </Cmdk.Group>
                );
              })}
            </Cmdk.List>
            {Detail ? (
              <aside aria-label={t('whatItDoes')}>
                <Detail />
              </aside>
            ) : null}
          </div>
          <div className="pal-k">
            <span>
              <Kbd keys="ArrowUp ArrowDown" /> {t('choose')}
            </span>
            <span>
              <Kbd keys="Enter" /> {t('run')}
            </span>
            <span>
              <Kbd keys=">" /> {t('commandsOnly')}
            </span>
            <span className="count">{t('count', { count: found.length, all: commands.length })}</span>
          </div>
        </Cmdk>
      </Modal.Content>
    </Modal.Root>
  );
}
