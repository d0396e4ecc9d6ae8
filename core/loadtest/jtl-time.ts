const YEAR_FIRST = /^(\d{4})[/-](\d{2})[/-](\d{2})[ T](\d{2}):(\d{2}):(\d{2})(?:[.,](\d{1,3}))?$/;
const MONTH_FIRST = /^(\d{1,2})\/(\d{1,2})\/(\d{2}) (\d{2}):(\d{2}):(\d{2})$/;

/** Local wall-clock time to epoch ms. Results files carry no zone: they mean the zone of the machine that wrote them. */
export type LocalToEpoch = (
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
  ms: number,
) => number;

/** Reads the wall-clock time in the zone of this process. */
export const localZone: LocalToEpoch = (year, month, day, hour, minute, second, ms) =>
  new Date(year, month - 1, day, hour, minute, second, ms).getTime();

/**
 * Epoch ms of a timeStamp written as text: `yyyy/MM/dd HH:mm:ss[.SSS]`, the same with dashes, or `MM/dd/yy HH:mm:ss`
 * (the forms JMeter offers by `jmeter.save.saveservice.timestamp_format`). NaN when it is none of them.
 */
export function parseJtlTime(text: string, toEpoch: LocalToEpoch = localZone): number {
  const yearFirst = YEAR_FIRST.exec(text);
  if (yearFirst !== null) {
    const [, year, month, day, hour, minute, second, fraction = '0'] = yearFirst;
    return checked(toEpoch, [year, month, day, hour, minute, second, fraction.padEnd(3, '0')]);
  }
  const monthFirst = MONTH_FIRST.exec(text);
  if (monthFirst !== null) {
    const [, month, day, year, hour, minute, second] = monthFirst;
    return checked(toEpoch, [`20${year ?? ''}`, month, day, hour, minute, second, '0']);
  }
  return Number.NaN;
}

function checked(toEpoch: LocalToEpoch, parts: readonly (string | undefined)[]): number {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, ms = 0] = parts.map(Number);
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 60) return Number.NaN;
  return toEpoch(year, month, day, hour, minute, second, ms);
}
