/** When a store may tell its readers: at the next painted frame, and only while somebody can see it. */
export interface Frames {
  /** Runs `paint` before the first frame after `delay` ms; the answer takes it back. */
  request: (paint: () => void, delay: number) => () => void;
  /** Milliseconds that never run backwards. */
  now: () => number;
  visible: () => boolean;
  /** Tells when the window was hidden or shown again. */
  onVisibility: (listener: () => void) => () => void;
}

/** Frames of this window. */
export const windowFrames: Frames = {
  request: (paint, delay) => {
    let frame = 0;
    const ask = () => {
      frame = requestAnimationFrame(paint);
    };
    const timer = delay > 0 ? setTimeout(ask, delay) : undefined;
    if (timer === undefined) ask();
    return () => {
      clearTimeout(timer);
      cancelAnimationFrame(frame);
    };
  },
  now: () => performance.now(),
  visible: () => document.visibilityState !== 'hidden',
  onVisibility: (listener) => {
    document.addEventListener('visibilitychange', listener);
    return () => document.removeEventListener('visibilitychange', listener);
  },
};
