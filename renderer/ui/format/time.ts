import type { Language } from '../words/define.ts';
import { MISSING } from './number.ts';

const cache = new Map<string, Intl.DateTimeFormat>();

function dateFormat(
  language: Language,
  zone: string | undefined,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = `${language} ${zone ?? ''} ${JSON.stringify(options)}`;
  let format = cache.get(key);
  if (!format) {
    const locale = language === 'ko' ? 'ko-KR' : 'en-GB';
    format = new Intl.DateTimeFormat(locale, zone === undefined ? options : { ...options, timeZone: zone });
    cache.set(key, format);
  }
  return format;
}

/** Parts of a moment that are shown. Clocks are always 24 hours with seconds unless cut. */
export type TimeStyle = 'clock' | 'minute' | 'day' | 'dayClock' | 'yearClock' | 'full' | 'weekday';

const styles: Record<TimeStyle, Intl.DateTimeFormatOptions> = {
  clock: { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  minute: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  day: { day: 'numeric', month: 'short' },
  dayClock: { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  yearClock: {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  },
  full: {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  },
  weekday: { weekday: 'short', day: 'numeric', month: 'short' },
};

/** A moment (epoch ms) in the language, in the zone of the machine unless one is named. `–` when missing. */
export function formatTime(at: number | null | undefined, style: TimeStyle, language: Language, zone?: string): string {
  if (at === null || at === undefined || !Number.isFinite(at)) return MISSING;
  return dateFormat(language, zone, styles[style]).format(at).replace(/^24:/, '00:');
}

/** Style of a day and its clock that also says the year where it is not the present one or still to come. */
export function dayStyle(at: number, now: number): TimeStyle {
  return at > now || new Date(at).getFullYear() !== new Date(now).getFullYear() ? 'yearClock' : 'dayClock';
}

/** Short name of the machine's zone (`KST`, `UTC`, `GMT+9`) at a moment. */
export function zoneName(at: number, language: Language, zone?: string): string {
  const parts = dateFormat(language === 'ko' ? 'en' : language, zone, { timeZoneName: 'short' }).formatToParts(at);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? 'UTC';
}
