/** A command as it is searched: its texts in the language of the moment. */
export interface Candidate {
  readonly label: string;
  readonly hint: string;
  readonly also: readonly string[];
}

/**
 * How well what is written fits, 0..1; 0 does not fit. Every written word must begin a word (best), stand inside one, or
 * be found in the hint or the other names. Order of words does not matter.
 */
export function matchScore(candidate: Candidate, written: string): number {
  const words = written.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return 1;
  const label = candidate.label.toLowerCase();
  const rest = [candidate.hint, ...candidate.also].join(' ').toLowerCase();
  let score = 0;
  for (const word of words) {
    const at = label.indexOf(word);
    if (at === 0) score += 1;
    else if (at > 0) score += /[\s\-./#(]/.test(label[at - 1] ?? '') ? 0.9 : 0.6;
    else if (rest.includes(word)) score += 0.4;
    else return 0;
  }
  return score / words.length;
}

/** Splits a label into pieces that were written and pieces that were not, for emphasis. */
export function markHits(label: string, written: string): { text: string; hit: boolean }[] {
  const words = written.toLowerCase().split(/\s+/).filter(Boolean);
  const low = label.toLowerCase();
  const hits = Array.from({ length: label.length }, () => false);
  // Some letters change their length in lower case; then nothing is emphasised rather than the wrong letters.
  if (low.length === label.length) {
    for (const word of words) {
      const at = low.indexOf(word);
      if (at >= 0) hits.fill(true, at, at + word.length);
    }
  }
  const pieces: { text: string; hit: boolean }[] = [];
  hits.forEach((hit, at) => {
    const last = pieces.at(-1);
    if (last && last.hit === hit) last.text += label[at];
    else pieces.push({ text: label[at] ?? '', hit });
  });
  return pieces;
}
