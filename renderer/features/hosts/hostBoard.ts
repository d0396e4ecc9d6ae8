import type { Host } from '#core/contract/hosts.ts';
import { changeSearch } from '../../live/index.ts';

/** Makes the address of a host's board: its source and its name as the board's variables; the time range stays. */
export function hostBoardSearch(host: Pick<Host, 'name' | 'sourceId'>) {
  return (old: Record<string, unknown>): Record<string, unknown> =>
    changeSearch({ from: old['from'], to: old['to'] }, { variables: { source: host.sourceId, host: host.name } });
}
