/** The shared components. Pages import from here. */
export { Badge, type BadgeProps, type BadgeTone } from './Badge.tsx';
export { Bar, type BarProps } from './Bar.tsx';
export { Button, type ButtonProps, IconButton, type IconButtonProps } from './Button.tsx';
export { Avatar, Chip, type ChipProps } from './Chip.tsx';
export { ConfirmDialog, type ConfirmDialogProps, type Guard } from './ConfirmDialog.tsx';
export { classes } from './classes.ts';
export { Dialog, type DialogProps } from './Dialog.tsx';
export { Field, type FieldProps, KeyValue } from './Field.tsx';
export { durationParts, formatAge, formatElapsed } from './format/duration.ts';
export { formatNumber, MINUS, MISSING, type NumberStyle, THIN } from './format/number.ts';
export { formatTime, type TimeStyle, zoneName } from './format/time.ts';
export { formatUnit, type Quantity, type Unit, unitName, units } from './format/unit.ts';
export { type Formats, useFormat } from './format/useFormat.ts';
export { type StatusKind, statusKinds } from './glyphShapes.tsx';
export { Kbd } from './Kbd.tsx';
export { type Shortcut, useShortcut, useShortcuts } from './keys/shortcuts.ts';
export { Pane, PaneBody, PaneHead, type PaneHeadProps, type PaneProps, Seams, Toolbar } from './Pane.tsx';
export { type Preferences, type Scheme, schemes, usePreferences } from './preferences.ts';
export { Segmented, type SegmentedOption, type SegmentedProps } from './Segmented.tsx';
export { Select, type SelectOption, type SelectProps } from './Select.tsx';
export { Sparkline, type SparklineProps } from './Sparkline.tsx';
export { type GlyphMode, StatusGlyph, type StatusGlyphProps } from './StatusGlyph.tsx';
export {
  AgeStamp,
  type AgeStampProps,
  Empty,
  ErrorState,
  type ErrorStateProps,
  Skeleton,
  StaleMark,
} from './states.tsx';
export { type Tab, Tabs, type TabsProps } from './Tabs.tsx';
export { Tile, type TileProps } from './Tile.tsx';
export type { Column, Sorting, SortValue } from './table/columns.ts';
export { DataTable, type DataTableProps } from './table/DataTable.tsx';
export { type NewToast, showToast, type Toast, useToasts } from './toasts/store.ts';
export { Toasts } from './toasts/Toasts.tsx';
export { useNow } from './useNow.ts';
export {
  defineWords,
  type Language,
  languages,
  say,
  type Translation,
  type Wording,
  type Words,
} from './words/define.ts';
export { uiWords } from './words/uiWords.ts';
export { type Speak, switchLanguage, useLanguage, useSay, useWords } from './words/useWords.ts';
