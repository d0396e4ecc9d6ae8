import { create } from 'zustand';
import type { StatusKind } from '../glyphShapes.tsx';

/** Most toasts in sight; the oldest that may go makes room. */
export const TOAST_LIMIT = 3;

export interface ToastAction {
  label: string;
  run: () => void;
}

export interface Toast {
  id: number;
  kind: StatusKind;
  title: string;
  text?: string | undefined;
  /** Takes back what the toast reports; also by `Z` while it is the newest. */
  undo?: (() => void) | undefined;
  action?: ToastAction | undefined;
  /** Stays until it is dismissed: errors, running work. */
  stays: boolean;
}

export type NewToast = Omit<Toast, 'id' | 'stays' | 'kind'> & { kind?: StatusKind; stays?: boolean };

interface ToastStore {
  toasts: readonly Toast[];
  show: (toast: NewToast) => number;
  change: (id: number, toast: Partial<NewToast>) => void;
  dismiss: (id: number) => void;
  /** Runs the newest undo and dismisses its toast. False when there is none. */
  undoNewest: () => boolean;
}

const errors: readonly StatusKind[] = ['critical', 'fail', 'source'];
let nextId = 1;

/** Messages at the bottom right. */
export const useToasts = create<ToastStore>((set, get) => ({
  toasts: [],
  show: (toast) => {
    const kind = toast.kind ?? 'pass';
    const added: Toast = { ...toast, id: nextId++, kind, stays: toast.stays ?? errors.includes(kind) };
    set(({ toasts }) => {
      const all = [...toasts, added];
      while (all.length > TOAST_LIMIT) {
        const passing = all.findIndex((other) => !other.stays && other !== added);
        all.splice(passing === -1 ? 0 : passing, 1);
      }
      return { toasts: all };
    });
    return added.id;
  },
  change: (id, change) =>
    set(({ toasts }) => ({
      toasts: toasts.map((toast) =>
        toast.id === id
          ? { ...toast, ...change, kind: change.kind ?? toast.kind, stays: change.stays ?? toast.stays }
          : toast,
      ),
    })),
  dismiss: (id) => set(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) })),
  undoNewest: () => {
    const newest = get().toasts.findLast((toast) => toast.undo !== undefined);
    if (!newest) return false;
    get().dismiss(newest.id);
    newest.undo?.();
    return true;
  },
}));

/** Shows a message; returns its id. Errors (`critical`, `fail`, `source`) stay until dismissed. */
export function showToast(toast: NewToast): number {
  return useToasts.getState().show(toast);
}
