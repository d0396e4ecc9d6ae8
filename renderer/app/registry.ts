import type { LucideIcon } from 'lucide-react';
import type { ComponentType } from 'react';
import type { Wording } from '../ui/words/define.ts';

/** A page of a feature. `path` in the router's grammar: `/boards/$boardId`. Paths under `/wall/` have no frame. */
export interface Page {
  readonly path: string;
  /** Use `lazy(() => import('./BoardPage.tsx'))`, so that a page costs nothing before it is opened. */
  readonly component: ComponentType;
  /** Heading of the page until the page itself names its subject (`usePageTitle`). */
  readonly title: Wording;
}

/** Place of a feature in the rail. */
export interface RailEntry {
  readonly path: string;
  readonly icon: LucideIcon;
  readonly label: Wording;
  readonly order: number;
  /** Letter after `G`. */
  readonly letter?: string;
  /** Stands at the foot of the rail. */
  readonly atEnd?: boolean;
  /** Red count at the icon: what waits for somebody. A component, so that it follows its own data. */
  readonly count?: ComponentType;
}

/** Something the command palette can run. */
export interface Command {
  readonly id: string;
  readonly label: Wording | string;
  readonly hint?: Wording | string | undefined;
  /** Heading in the palette; `app` names the usual ones: `goTo`, `actions`, `commands`. */
  readonly group: 'actions' | 'goTo' | 'commands';
  readonly icon?: LucideIcon | undefined;
  /** Also bound as a shortcut, e.g. `mod+shift+n`. */
  readonly keys?: string | undefined;
  /** Why it may not be run now; the palette shows it greyed with the reason. */
  readonly refused?: Wording | string | undefined;
  /** Words it is also found by. */
  readonly also?: readonly string[] | undefined;
  /** What it will do, shown at the right while it is chosen. */
  readonly detail?: ComponentType | undefined;
  readonly run: () => void | Promise<void>;
}

/** An item of the status bar. */
export interface StatusItem {
  readonly id: string;
  readonly order: number;
  readonly component: ComponentType;
  readonly side?: 'left' | 'right';
  /** Dropped below 1500 px. */
  readonly onlyXl?: boolean;
}

/** Places of the frame one feature may fill. */
export interface FrameSlots {
  /** Red line over everything; renders nothing while no critical alert is unacknowledged. */
  readonly strip: ComponentType;
  /** Which environment this console looks at, left in the top bar. */
  readonly environment: ComponentType;
  /** Who is signed in, right in the top bar. */
  readonly operator: ComponentType;
  /** Stands instead of the whole window while nobody is signed in. */
  readonly gate: ComponentType;
  /** First-run tour and other things that lie over the page. */
  readonly overlay: ComponentType;
}

/** What a feature gives to the house. Features never import each other: `app` composes what they contribute. */
export interface Feature {
  readonly id: string;
  readonly pages?: readonly Page[];
  readonly rail?: RailEntry;
  readonly commands?: readonly Command[];
  /** Commands that depend on what the engine knows. A hook: it is called while the palette is open. */
  readonly useCommands?: () => readonly Command[];
  readonly statusItems?: readonly StatusItem[];
  readonly slots?: Partial<FrameSlots>;
  /** Empties stores that hold one person's data or drafts: somebody else sits down. */
  readonly forget?: () => void;
}

/** All contributions in the order of the screen. */
export interface Registry {
  readonly features: readonly Feature[];
  readonly pages: readonly Page[];
  readonly rail: readonly RailEntry[];
  readonly statusItems: readonly StatusItem[];
  slot<Name extends keyof FrameSlots>(name: Name): FrameSlots[Name][];
}

/**
 * Composes features. Two pages of one path, two rail letters or two features of one id are a mistake of the build
 * and stop the start with a plain message.
 */
export function composeFeatures(features: readonly Feature[]): Registry {
  const unique = (kind: string, names: readonly string[]) => {
    const twice = names.find((name, at) => names.indexOf(name) !== at);
    if (twice !== undefined) throw new Error(`Two features contribute the same ${kind}: ${twice}`);
  };
  const pages = features.flatMap((feature) => feature.pages ?? []);
  const rail = features.flatMap((feature) => (feature.rail ? [feature.rail] : []));
  unique(
    'feature id',
    features.map((feature) => feature.id),
  );
  unique(
    'page',
    pages.map((page) => page.path),
  );
  unique(
    'rail letter',
    rail.flatMap((entry) => entry.letter ?? []),
  );
  const order = <Item extends { order: number }>(items: Item[]) => items.sort((one, other) => one.order - other.order);
  return {
    features,
    pages,
    rail: order(rail),
    statusItems: order(features.flatMap((feature) => feature.statusItems ?? [])),
    slot: (name) => features.flatMap((feature) => feature.slots?.[name] ?? []),
  };
}
