const two = (value: number) => String(value).padStart(2, '0');

/** A moment (epoch ms) as it is written into a field, in the zone of the machine: `2026-11-26 03:10:00`. */
export function writeLocal(at: number): string {
  const date = new Date(at);
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/** Reads `2026-11-26`, `2026-11-26 03:10` or with seconds, in the zone of the machine; `undefined` for anything else. */
export function parseLocal(text: string): number | undefined {
  const match = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?)?$/.exec(text.trim());
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0));
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const date = new Date(year, month - 1, day, hour ?? 0, minute ?? 0, second ?? 0);
  // A date that does not exist (30 February) rolls over: it is a slip of the pen, not another day.
  const same = date.getFullYear() === year && date.getMonth() === month - 1 && date.getDate() === day;
  return same && date.getHours() <= 23 && (hour ?? 0) < 24 && (minute ?? 0) < 60 ? date.getTime() : undefined;
}
