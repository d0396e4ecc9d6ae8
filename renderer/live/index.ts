/** Live boards: the store that takes their data, and how a panel is read. Used by every page that shows a board's panels. */
export { changeSearch, readBoardSearch } from './boardSearch.ts';
export type { BoardStore } from './boardStore.ts';
export { type LivePanel, type LiveSeries, PANEL_SERIES_LIMIT } from './boardStore.ts';
export { boardQuantity, drawnUnit, scaleValues } from './boardUnit.ts';
export { leaveField } from './leaveField.ts';
export { useLocalized } from './localized.ts';
export { useOverviewSource } from './overviewSource.ts';
export { SERIES_POINTS_LIMIT } from './points.ts';
export { isStale, readPanel, reduceSeries } from './reading.ts';
export { StatTile, stateOf } from './StatTile.tsx';
export { sparkOf } from './sparkOf.ts';
export { type BoardQuestion, useBoardLive, useLiveBoard, useLivePanel } from './useBoardLive.ts';
export { plotPoints, useBoardRange } from './useBoardRange.ts';
export { usePathParam } from './usePathParam.ts';
export { usePulse } from './usePulse.ts';
export { useVariables } from './useVariables.ts';
export { ALL, sourceOf, type VariableChoice } from './variables.ts';
