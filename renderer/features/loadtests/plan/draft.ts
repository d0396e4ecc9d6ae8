import { create } from 'zustand';
import type { Plan, Run } from '#core/contract/loadtests.ts';
import { fileName } from '../runState.ts';

/** What the operator has written for the next run of one plan. */
export interface PlanDraft {
  /** `undefined`: not written yet, the plan's file name stands for it. */
  readonly name: string | undefined;
  /** Written values by parameter. Empty text means the plan's default. */
  readonly values: Readonly<Record<string, string>>;
  /** Names that are given although the plan may not ask for them, in the order they were added. */
  readonly added: readonly string[];
  /** MB as written; '' = as Settings say. */
  readonly heap: string;
  readonly liveSourceId: string | null;
  /** Number of the run whose values were filled in. */
  readonly againOf: number | null;
}

/** The chosen plan with what is written for it. Lives as long as the window: nothing typed is lost by looking elsewhere. */
export interface Draft extends PlanDraft {
  /** Folder in sight in the file browser; '' = where the engine begins. */
  readonly folder: string;
  /** The chosen plan; '' = none. */
  readonly path: string;
  /** What was written for the other plans, by path: values of one plan must never reach another. */
  readonly others: Readonly<Record<string, PlanDraft>>;
}

const untouched: PlanDraft = {
  name: undefined,
  values: {},
  added: [],
  heap: '',
  liveSourceId: null,
  againOf: null,
};

export const emptyDraft: Draft = { ...untouched, folder: '', path: '', others: {} };

interface DraftStore extends Draft {
  change: (change: Partial<PlanDraft>) => void;
  openFolder: (folder: string) => void;
  /** Turns to a plan: what was written for it before comes back, else it begins with its own defaults. */
  choose: (path: string) => void;
  /** Forgets what was written for a plan: it was started. */
  forget: (path: string) => void;
  setValue: (name: string, value: string) => void;
  add: (name: string, value: string) => void;
  remove: (name: string) => void;
  /** Fills everything in as a run had it. */
  fill: (run: Run) => void;
}

export const useDraft = create<DraftStore>((set) => ({
  ...emptyDraft,
  change: (change) => set(change),
  openFolder: (folder) => set({ folder }),
  choose: (path) => set((draft) => turnedTo(draft, path)),
  forget: (path) => set((draft) => (draft.path === path ? { ...untouched } : { others: without(draft.others, path) })),
  setValue: (name, value) => set(({ values }) => ({ values: { ...values, [name]: value } })),
  add: (name, value) => set(({ values, added }) => ({ values: { ...values, [name]: value }, added: [...added, name] })),
  remove: (name) =>
    set(({ values, added }) => ({
      values: without(values, name),
      added: added.filter((other) => other !== name),
    })),
  fill: (run) =>
    set((draft) => ({
      ...turnedTo(draft, run.planPath),
      folder: folderOf(run.planPath),
      name: run.name,
      values: run.values,
      added: Object.keys(run.values),
      heap: String(run.generator.heapMegabytes),
      liveSourceId: run.liveSourceId,
      againOf: run.number,
    })),
}));

/** The draft with `path` chosen; what is written for the plan left behind is put aside under its own path. */
function turnedTo(draft: Draft, path: string): Partial<Draft> {
  const folder = isPlanPath(path) ? folderOf(path) : draft.folder;
  if (path === draft.path) return { folder };
  const { name, values, added, heap, liveSourceId, againOf } = draft;
  const left: PlanDraft = { name, values, added, heap, liveSourceId, againOf };
  const others = draft.path === '' ? draft.others : { ...draft.others, [draft.path]: left };
  return { ...untouched, ...others[path], folder, path, others: without(others, path) };
}

function without<T>(record: Readonly<Record<string, T>>, key: string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}

/** Names that the engine takes: the rule of the contract's `runs.start`. */
export function isPropertyName(name: string): boolean {
  return /^[A-Za-z_][\w.-]*$/.test(name);
}

/** Longest value the engine takes, characters. */
export const longestValue = 4000;

/** Values that go with the run: of the plan's parameters and the added ones, where something was written and the name can be given. */
export function givenValues(
  draft: Pick<Draft, 'values' | 'added'>,
  parameters: readonly { name: string }[],
): Record<string, string> {
  const names = new Set([...parameters.map((one) => one.name), ...draft.added]);
  const given: Record<string, string> = {};
  for (const name of names) {
    const value = draft.values[name];
    if (value !== undefined && value !== '' && isPropertyName(name)) given[name] = value;
  }
  return given;
}

/** Names added by hand, or by a run that is repeated, that the plan does not ask for. */
export function extraNames(draft: Pick<Draft, 'added'>, parameters: readonly { name: string }[]): string[] {
  return draft.added.filter((name) => !parameters.some((one) => one.name === name));
}

/** Heap in MB: `undefined` when nothing is written, `null` when what is written cannot be one. */
export function heapOf(text: string): number | undefined | null {
  const written = text.trim();
  if (written === '') return undefined;
  const value = Number(written);
  return Number.isInteger(value) && value >= 64 && value <= 262_144 ? value : null;
}

/** Name of the run: as written, else the plan's file name without its ending. */
export function runNameOf(draft: Pick<Draft, 'name' | 'path'>): string {
  return (draft.name ?? fileName(draft.path).replace(/\.jmx$/i, '')).trim();
}

/** Why it cannot be started as it is written; `null` when it can. */
export function draftProblem(draft: Draft): 'name' | 'heap' | 'value' | null {
  const name = runNameOf(draft);
  if (name === '' || name.length > 120) return 'name';
  if (heapOf(draft.heap) === null) return 'heap';
  return Object.values(draft.values).some((value) => value.length > longestValue) ? 'value' : null;
}

/** Users of all enabled groups; `null` as soon as one is not known. */
export function usersOf(plan: Pick<Plan, 'threadGroups'>): number | null {
  let users = 0;
  for (const group of plan.threadGroups) {
    if (!group.enabled) continue;
    if (group.threadsResolved === null) return null;
    users += group.threadsResolved;
  }
  return users;
}

/** A path as it was typed, pasted or dropped: without quotes, blanks around it, or `file://`. */
export function cleanPath(text: string): string {
  const bare = text
    .trim()
    .replace(/^(["'])(.*)\1$/s, '$2')
    .trim();
  if (!/^file:\/\//i.test(bare)) return bare;
  try {
    const { host, pathname } = new URL(bare);
    const path = decodeURIComponent(pathname);
    if (/^\/[A-Za-z]:/.test(path)) return path.slice(1).replaceAll('/', '\\');
    return host === '' ? path : `\\\\${host}${path.replaceAll('/', '\\')}`;
  } catch {
    return bare;
  }
}

export function isPlanPath(path: string): boolean {
  return /\.jmx$/i.test(path);
}

/** Folder of a path of either kind of system; a root keeps its separator. */
export function folderOf(path: string): string {
  const cut = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  if (cut < 0) return '';
  const folder = path.slice(0, cut);
  return folder === '' || /^[A-Za-z]:$/.test(folder) ? path.slice(0, cut + 1) : folder;
}
