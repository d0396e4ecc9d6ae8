/** The shared components. Pages import from here. */
export { Badge } from './Badge.tsx';
export { Bar } from './Bar.tsx';
export { Button, IconButton } from './Button.tsx';
export { Avatar, Chip } from './Chip.tsx';
export { ConfirmDialog, type Guard } from './ConfirmDialog.tsx';
export { classes } from './classes.ts';
export { Dialog } from './Dialog.tsx';
export { Field, type FieldProps, KeyValue } from './Field.tsx';

export { MISSING, type NumberStyle, THIN } from './format/number.ts';

export { formatUnit, type Quantity, type Unit } from './format/unit.ts';
export { type Formats, useFormat } from './format/useFormat.ts';
export { type StatusKind, statusKinds } from './glyphShapes.tsx';
export { Kbd } from './Kbd.tsx';
export { useShortcut } from './keys/shortcuts.ts';
export { Pane, PaneBody, PaneHead, Seams, Toolbar } from './Pane.tsx';
export { schemes, usePreferences } from './preferences.ts';
export { Segmented } from './Segmented.tsx';
export { Select } from './Select.tsx';
export { Sparkline, type SparklineProps } from './Sparkline.tsx';
export { StatusGlyph } from './StatusGlyph.tsx';
export {
  AgeStamp,
  Empty,
  ErrorState,
  Skeleton,
} from './states.tsx';
export { Tabs } from './Tabs.tsx';
export { Tile } from './Tile.tsx';
export type { Column } from './table/columns.ts';
export { DataTable } from './table/DataTable.tsx';
export { showToast, useToasts } from './toasts/store.ts';

export { useNow } from './useNow.ts';
export {
  defineWords,
  type Language,
  languages,
  say,
  type Translation,
} from './words/define.ts';
export { uiWords } from './words/uiWords.ts';
export { type Speak, useLanguage, useSay, useWords } from './words/useWords.ts';
