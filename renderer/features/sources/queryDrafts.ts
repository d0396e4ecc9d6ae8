import { create } from 'zustand';
import type { Language } from '#core/metrics/query.ts';

export interface QueryDraft {
  language: Language;
  shape: 'series' | 'table';
  /** What is written, by language: switching there and back loses nothing. */
  texts: Partial<Record<Language, string>>;
}

interface QueryDrafts {
  drafts: Readonly<Record<string, QueryDraft>>;
  put: (sourceId: string, draft: QueryDraft) => void;
}

/** Queries an operator is trying, by source: going to another source and back keeps them, for as long as the window is open. */
export const useQueryDrafts = create<QueryDrafts>((set) => ({
  drafts: {},
  put: (sourceId, draft) => set(({ drafts }) => ({ drafts: { ...drafts, [sourceId]: draft } })),
}));
