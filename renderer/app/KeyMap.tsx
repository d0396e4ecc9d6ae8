import { Dialog } from '../ui/Dialog.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { type Shortcut, useShortcuts } from '../ui/keys/shortcuts.ts';
import { usePreferences } from '../ui/preferences.ts';
import { useSay, useWords } from '../ui/words/useWords.ts';
import { appWords } from './languages/appWords.ts';
import { useOverlays } from './overlays.ts';

/** The keys that act now, by where they act. */
export function KeyMap() {
  const t = useWords(appWords);
  const say = useSay();
  const shortcuts = useShortcuts((state) => state.shortcuts);
  const letters = usePreferences((state) => state.singleLetters);
  const set = usePreferences((state) => state.set);
  const close = useOverlays((state) => state.close);
  const groups = new Map<string, Map<string, Shortcut>>();
  for (const shortcut of shortcuts) {
    const name = shortcut.group === undefined ? t('here') : say(shortcut.group);
    const group = groups.get(name) ?? new Map<string, Shortcut>();
    group.set(shortcut.keys, shortcut);
    groups.set(name, group);
  }
  return (
    <Dialog title={t('keyboard')} text={t('keyboardText')} onClose={close} width={640}>
      <label className="row f12">
        <input
          type="checkbox"
          checked={letters}
          onChange={(event) => set({ singleLetters: event.currentTarget.checked })}
        />
        {t('singleLetters')}
      </label>
      <div className="keymap">
        {[...groups].map(([name, group]) => (
          <section key={name} style={{ display: 'contents' }} aria-label={name}>
            <h3>{name}</h3>
            {[...group.values()].map((shortcut) => (
              <div key={shortcut.keys}>
                <span>{say(shortcut.label)}</span>
                <span className="nw">
                  <Kbd keys={shortcut.keys} />
                </span>
              </div>
            ))}
          </section>
        ))}
      </div>
    </Dialog>
  );
}
