import type { Host } from '#core/contract/hosts.ts';
import { isAbnormal } from '#core/hosts/limits.ts';

const states = ['reporting', 'late', 'silent', 'unknown'] as const;
const keys = ['state', 'source', 'measurement', 'is'] as const;

/** What is wrong with a filter: a machine word and the word it is about. */
export interface FilterProblem {
  readonly reason: 'unknownKey' | 'unknownState' | 'unknownIs' | 'emptyValue';
  readonly word: string;
}

export interface HostFilter {
  readonly matches: (host: Host) => boolean;
  readonly problem: FilterProblem | undefined;
  /** The one state that is asked for, when the filter names just one. */
  readonly state: Host['state'] | undefined;
}

interface Term {
  readonly negated: boolean;
  readonly key: string | undefined;
  readonly value: string;
}

/** Terms of a filter: words parted by blanks, quotes keep blanks, `key:value`, a leading minus turns the term round. */
function termsOf(text: string): Term[] {
  const terms: Term[] = [];
  for (const match of text.matchAll(/(-?)(?:([a-zA-Z]+):)?(?:"([^"]*)"?|(\S*))/g)) {
    const [whole, minus = '', key, quoted, bare] = match;
    if (whole === '') continue;
    const value = quoted ?? bare ?? '';
    // A lone minus is a word that is still being written.
    if (key === undefined && value === '') continue;
    terms.push({ negated: minus === '-', key: key?.toLowerCase(), value });
  }
  return terms;
}

function testOf({ key, value }: Term): ((host: Host) => boolean) | FilterProblem {
  const wanted = value.toLowerCase();
  const holds = (text: string) => text.toLowerCase().includes(wanted);
  if (key === undefined) return (host) => holds(host.name);
  if (!keys.some((known) => known === key)) return { reason: 'unknownKey', word: key };
  if (value === '') return { reason: 'emptyValue', word: key };
  if (key === 'source') return (host) => holds(host.sourceName);
  if (key === 'measurement') return (host) => host.measurements.some((one) => holds(one.name));
  if (key === 'state') {
    const state = states.find((known) => known === wanted);
    return state ? (host) => host.state === state : { reason: 'unknownState', word: value };
  }
  if (wanted === 'abnormal') return isAbnormal;
  if (wanted === 'normal') return (host) => !isAbnormal(host);
  return { reason: 'unknownIs', word: value };
}

/**
 * Reads a filter such as `web -state:silent source:"core 01" is:abnormal`. Terms all have to hold. A term that cannot be
 * read is named and left out, so that the list does not jump while it is written.
 */
export function readFilter(text: string): HostFilter {
  const tests: ((host: Host) => boolean)[] = [];
  let problem: FilterProblem | undefined;
  const asked = termsOf(text);
  for (const term of asked) {
    const test = testOf(term);
    if (typeof test !== 'function') problem ??= test;
    else tests.push(term.negated ? (host) => !test(host) : test);
  }
  const [only, ...others] = asked.filter((term) => term.key === 'state' && !term.negated);
  const state = others.length === 0 ? states.find((known) => known === only?.value.toLowerCase()) : undefined;
  return { matches: (host) => tests.every((test) => test(host)), problem, state };
}

/** The same filter asking for another state, or for none. */
export function withState(text: string, state: Host['state'] | undefined): string {
  const rest = text
    .replaceAll(/(^|\s)state:(?:"[^"]*"|\S*)/gi, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return [rest, state ? `state:${state}` : ''].filter(Boolean).join(' ');
}
