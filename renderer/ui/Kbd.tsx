import { Fragment } from 'react';
import { keyLabels } from './keys/keyLabels.ts';

/** Keys as they are printed where the action stands. `keys` in the grammar of `useShortcut`: `mod+k`, `g b`, `Escape`. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <>
      {keyLabels(keys).map((label, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a key may stand twice in a sequence, and the list never changes
        <Fragment key={at}>
          {at > 0 ? ' ' : null}
          <kbd className="kbd">{label}</kbd>
        </Fragment>
      ))}
    </>
  );
}
