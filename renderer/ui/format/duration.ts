import type { Language } from '../words/define.ts';
import { formatNumber, MINUS, MISSING, THIN } from './number.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const names = {
  en: { d: 'd', h: 'h', min: 'min', s: 's', ms: 'ms', join: THIN },
  ko: { d: '일', h: '시간', min: '분', s: '초', ms: 'ms', join: '' },
} as const;

/**
 * A span in its two largest units: `6 min 31 s`, `5 h 02 min`, `2 d 4 h`, `44 ms`; Korean `6분 31초`.
 * `ms` is milliseconds; the minor unit is cut, not rounded, so that an age never reads older than it is.
 */
export function durationParts(ms: number | null | undefined, language: Language): string {
  if (ms === null || ms === undefined || !Number.isFinite(ms)) return MISSING;
  const name = names[language];
  const size = Math.abs(ms);
  const sign = ms < 0 ? MINUS : '';
  const one = (value: number, unit: 'd' | 'h' | 'min' | 's' | 'ms', digits = 0) =>
    `${formatNumber(value, language, { digits })}${name.join}${name[unit]}`;
  const two = (major: string, minor: string) => `${sign}${major} ${minor}`;
  const padded = (value: number, unit: 'min' | 's') => `${String(value).padStart(2, '0')}${name.join}${name[unit]}`;
  if (size < SECOND) return sign + one(Math.floor(size), 'ms');
  if (size < MINUTE) return sign + one(Math.floor(size / SECOND), 's');
  if (size < HOUR) {
    const seconds = Math.floor((size % MINUTE) / SECOND);
    const minutes = one(Math.floor(size / MINUTE), 'min');
    return seconds === 0 ? sign + minutes : two(minutes, padded(seconds, 's'));
  }
  if (size < DAY) {
    const minutes = Math.floor((size % HOUR) / MINUTE);
    const hours = one(Math.floor(size / HOUR), 'h');
    return minutes === 0 ? sign + hours : two(hours, padded(minutes, 'min'));
  }
  const hours = Math.floor((size % DAY) / HOUR);
  const days = one(Math.floor(size / DAY), 'd');
  return hours === 0 ? sign + days : two(days, one(hours, 'h'));
}

/** Age for stamps and tables: the largest unit alone (`1 s`, `8 min`, `5 h`), so that a column stays narrow. */
export function formatAge(ms: number | null | undefined, language: Language): string {
  if (ms === null || ms === undefined || !Number.isFinite(ms)) return MISSING;
  const size = Math.max(0, ms);
  const name = names[language];
  const one = (value: number, unit: 'd' | 'h' | 'min' | 's') =>
    `${formatNumber(Math.floor(value), language)}${name.join}${name[unit]}`;
  if (size < MINUTE) return one(size / SECOND, 's');
  if (size < HOUR) return one(size / MINUTE, 'min');
  return size < DAY ? one(size / HOUR, 'h') : one(size / DAY, 'd');
}

/** Clock of a run: `0:00`, `12:41`, `1:02:05`. Minus before the start. */
export function formatElapsed(ms: number | null | undefined): string {
  if (ms === null || ms === undefined || !Number.isFinite(ms)) return MISSING;
  const total = Math.floor(Math.abs(ms) / SECOND);
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor((total % 3600) / 60);
  const clock = hours > 0 ? `${hours}:${two(minutes)}:${two(total % 60)}` : `${minutes}:${two(total % 60)}`;
  return ms < 0 && total > 0 ? MINUS + clock : clock;
}
