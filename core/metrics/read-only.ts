import { QueryError } from './query-error.ts';

const readers = /^\s*(?:select|show|explain)\b/i;

/**
 * Refuses InfluxQL that is not exactly one reading statement. The stores accept DROP and DELETE on the same address,
 * some even by GET, and a value typed into a variable must never become a statement. It rather refuses too much: a
 * semicolon may only end the text, even inside quotes.
 *
 * @throws QueryError `not-read-only`
 */
export function assertReadOnlyInfluxql(text: string): void {
  if (!readers.test(text)) throw new QueryError('not-read-only', 'Only SELECT, SHOW and EXPLAIN may be sent.');
  if (/;\s*\S/.test(text)) throw new QueryError('not-read-only', 'Only one statement may be sent.');
  if (/\binto\b/i.test(withoutQuoted(text))) {
    throw new QueryError('not-read-only', 'SELECT INTO writes and may not be sent.');
  }
}

/** The text with strings, quoted names and regular expressions cut out. */
function withoutQuoted(text: string): string {
  let bare = '';
  let index = 0;
  while (index < text.length) {
    const character = text[index] ?? '';
    if (character === "'" || character === '"' || (character === '/' && startsRegex(bare))) {
      // Stands for an operand, so that a slash behind it is a division.
      bare += 'q';
      index = afterQuoted(text, index, character);
    } else {
      bare += character;
      index += 1;
    }
  }
  return bare;
}

/** Whether a slash behind this text begins a regular expression; behind an operand it divides. */
function startsRegex(before: string): boolean {
  const end = before.trimEnd();
  return end === '' || !/[\w)*]$/.test(end) || /\b(?:select|from|by|distinct)$/i.test(end);
}

/** Index behind the quoted text that starts at `start`; a backslash keeps the next character inside. */
function afterQuoted(text: string, start: number, quote: string): number {
  for (let index = start + 1; index < text.length; index++) {
    if (text[index] === '\\') index += 1;
    else if (text[index] === quote) return index + 1;
  }
  return text.length;
}
