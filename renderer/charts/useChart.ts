import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { type EChartsType, makeChart } from './echarts.ts';

export interface ChartSize {
  readonly width: number;
  readonly height: number;
}

/** Option of a chart: what `setOption` takes. */
export type ChartOption = Parameters<EChartsType['setOption']>[0];

/**
 * Keeps one ECharts instance alive for as long as its element stands, resizes it, disposes of it, and hands it the
 * newest option. `make` must be stable (`useCallback`): a new one is a new drawing. A hidden page draws nothing and catches up with the newest state when it is seen again.
 */
export function useChart(host: RefObject<HTMLDivElement | null>, make: (size: ChartSize) => ChartOption): ChartSize {
  const chart = useRef<EChartsType | undefined>(undefined);
  const [size, setSize] = useState<ChartSize>({ width: 0, height: 0 });
  const option = useMemo(() => (size.width === 0 ? undefined : make(size)), [make, size]);

  useLayoutEffect(() => {
    const element = host.current;
    if (!element) return undefined;
    const made = makeChart(element);
    chart.current = made;
    const measure = () => {
      const next = { width: element.clientWidth, height: element.clientHeight };
      if (next.width === 0 || next.height === 0) return;
      made?.resize(next);
      setSize((now) => (now.width === next.width && now.height === next.height ? now : next));
    };
    measure();
    const observer = typeof ResizeObserver === 'undefined' ? undefined : new ResizeObserver(measure);
    observer?.observe(element);
    return () => {
      observer?.disconnect();
      made?.dispose();
      chart.current = undefined;
    };
  }, [host]);

  useEffect(() => {
    const draw = () => {
      if (document.hidden || option === undefined) return;
      chart.current?.setOption(option, { lazyUpdate: true, replaceMerge: ['series'] });
    };
    draw();
    document.addEventListener('visibilitychange', draw);
    return () => document.removeEventListener('visibilitychange', draw);
  }, [option]);

  return size;
}
