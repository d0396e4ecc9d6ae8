/** Live boards: the store that takes their data, and how a panel is read. Used by every page that shows a board's panels. */
export { type BoardSearch, changeSearch, readBoardSearch } from './boardSearch.ts';
export type { BoardStore } from './boardStore.ts';
export { type LiveBoard, type LivePanel, type LiveSeries, type LiveWindow, PANEL_SERIES_LIMIT } from './boardStore.ts';
export { boardQuantity, drawnUnit, scaleValues } from './boardUnit.ts';
export { localized, useLocalized } from './localized.ts';
export { SERIES_POINTS_LIMIT } from './points.ts';
export { isStale, levelOf, type Reading, readPanel, reduceSeries } from './reading.ts';
export { type ReadingState, StatTile, stateOf, useDelta } from './StatTile.tsx';
export { sparkOf } from './sparkOf.ts';
export { type BoardQuestion, useBoardLive, useLiveBoard, useLivePanel } from './useBoardLive.ts';
export { plotPoints, useBoardRange } from './useBoardRange.ts';
export { usePathParam } from './usePathParam.ts';
export { usePulse } from './usePulse.ts';
export { useVariables } from './useVariables.ts';
export { ALL, chooseVariables, sourceOf, type VariableChoice, valuesOf } from './variables.ts';
export { liveWords } from './words.ts';
