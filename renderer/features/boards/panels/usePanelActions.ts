import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Panel } from '#core/boards/board.ts';
import { type LivePanel, useLocalized } from '../../../live/index.ts';
import { api, shell } from '../../../shell/index.ts';
import { showToast, useWords } from '../../../ui/index.ts';
import { boardWords } from '../words.ts';
import { seriesCsv } from './csv.ts';

/** A name that every file system takes. */
export function fileName(text: string): string {
  return (
    text
      .replace(/[^\p{L}\p{N}._-]+/gu, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 80) || 'panel'
  );
}

/** What can be done with a panel besides looking at it. */
export function usePanelActions() {
  const t = useWords(boardWords);
  const text = useLocalized();
  const queryClient = useQueryClient();
  const retry = useMutation({
    ...api.sources.retry.mutationOptions(),
    onSuccess: async (source) => {
      showToast({ title: t('retried', { source: source.name }) });
      await queryClient.invalidateQueries({ queryKey: api.sources.key() });
    },
    onError: (error) => showToast({ kind: 'fail', title: t('retryFailed'), text: error.message }),
  });
  return {
    retry: (sourceId: string) => retry.mutate({ id: sourceId }),
    exportCsv: async (panel: Panel, live: LivePanel) => {
      const name = `${fileName(text(panel.title))}.csv`;
      await shell.saveFile({ name, mime: 'text/csv', text: seriesCsv(live.series, t('csvTime')) });
      showToast({ title: t('exported', { name }) });
    },
    copyQuery: async (live: LivePanel) => {
      await navigator.clipboard.writeText([...new Set(live.provenance.map((one) => one.query))].join('\n\n'));
      showToast({ title: t('queryCopied') });
    },
    openWindow: async (route: string) => {
      const { opened } = await shell.openWindow({ role: 'panel', route });
      if (!opened) showToast({ kind: 'fail', title: t('windowBlocked'), text: t('windowBlockedText') });
    },
  };
}
