// Proves the colours of the design tokens: text reads, marks show, series can be told apart. Ends with 1 otherwise.
//
//   node scripts/contrast.mjs [tokens.css]      what fails, and the lowest figures of each combination
//
// Contrast is WCAG 2.2's ratio of relative luminances. Two series are compared in CIE 1976 L*a*b* (D65) after the
// deuteranopia and protanopia matrices of Machado, Oliveira and Fernandes (2009, severity 1.0, on linear RGB).
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const TEXT = 4.5;
const MARK = 3;
const SERIES_DISTANCE = 15;
const SURFACES = ['desk', 'wall'];
const SCHEMES = ['dark', 'light'];
const STATUSES = ['critical', 'warning', 'info', 'ok', 'pass', 'nodata', 'source', 'ack', 'silenced'];
const SERIES = [1, 2, 3, 4, 5, 6, 7, 8].map((number) => `s${number}`);
const GROUNDS = ['bg-app', 'bg-pane', 'bg-raised', 'bg-selected'];

/** The custom properties that hold for one combination: later matching blocks win, media blocks are left out. */
function tokensFor(css, surface, scheme) {
  const plain = css.replace(/\/\*[\s\S]*?\*\//g, '').replace(/@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g, '');
  const tokens = new Map();
  for (const [, selectors, body] of plain.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    const holds = selectors.split(',').some((selector) => matches(selector.trim(), surface, scheme));
    if (!holds) continue;
    for (const [, name, value] of body.matchAll(/--([\w-]+)\s*:\s*([^;]+);/g)) tokens.set(name, value.trim());
  }
  return tokens;
}

function matches(selector, surface, scheme) {
  if (!selector.startsWith(':root')) return false;
  const asked = (attribute) => new RegExp(`\\[${attribute}=["']?(\\w+)["']?\\]`).exec(selector)?.[1];
  return (
    [undefined, surface].includes(asked('data-surface')) &&
    [undefined, scheme].includes(asked('data-mantine-color-scheme'))
  );
}

/** Red, green and blue, linear, 0..1. A token that is missing or no plain colour is an error, not a pass. */
function linear(tokens, name, depth = 0) {
  const value = tokens.get(name);
  const reference = /^var\(--([\w-]+)\)$/.exec(value ?? '')?.[1];
  if (reference !== undefined && depth < 8) return linear(tokens, reference, depth + 1);
  const hex = /^#([0-9a-f]{6})$/i.exec(value ?? '')?.[1];
  if (hex === undefined) throw new Error(`--${name} is ${value ?? 'missing'}: a six-digit hex colour is expected.`);
  return [0, 2, 4].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
}

function luminance([red, green, blue]) {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one, other) {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** Every pair that may meet on the screen: `[what stands, on what, least ratio]`. */
function pairs() {
  const all = [];
  const grounds = [...GROUNDS, 'bg-hover', 'bg-overlay'];
  for (const text of ['text-1', 'text-2', 'text-3', 'accent-fg']) {
    for (const ground of grounds) all.push([text, ground, TEXT]);
  }
  all.push(['accent-on', 'accent-solid', TEXT], ['accent-fg', 'accent-bg', TEXT], ['chart-axis', 'bg-pane', TEXT]);
  for (const status of STATUSES) {
    for (const ground of [...GROUNDS, `${status}-bg`]) {
      all.push([`${status}-fg`, ground, TEXT], [`${status}-mark`, ground, MARK]);
    }
    all.push(['text-1', `${status}-bg`, TEXT], [`${status}-on`, `${status}-solid`, TEXT]);
  }
  for (const series of SERIES) all.push([series, 'bg-pane', MARK]);
  for (const ground of ['bg-pane', 'bg-raised']) all.push(['line-3', ground, MARK]);
  for (const ground of ['bg-app', 'bg-pane', 'bg-selected']) all.push(['focus', ground, MARK]);
  all.push(['chart-ref', 'bg-pane', MARK]);
  return all;
}

const EYES = {
  'full colour vision': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
};
const TO_XYZ = [
  [0.4124, 0.3576, 0.1805],
  [0.2126, 0.7152, 0.0722],
  [0.0193, 0.1192, 0.9505],
];
const WHITE = [0.95047, 1, 1.08883];

function times(matrix, vector) {
  return matrix.map((row) => row.reduce((sum, factor, index) => sum + factor * vector[index], 0));
}

function lab(colour, eye) {
  const seen = times(eye, colour).map((channel) => Math.min(1, Math.max(0, channel)));
  const [x, y, z] = times(TO_XYZ, seen).map((value, index) => {
    const share = value / WHITE[index];
    return share > 216 / 24389 ? Math.cbrt(share) : (841 / 108) * share + 4 / 29;
  });
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** The two series that look most alike to this eye, and their distance. */
function closestSeries(tokens, eye) {
  const seen = SERIES.map((name) => [name, lab(linear(tokens, name), eye)]);
  let closest = { distance: Number.POSITIVE_INFINITY, pair: '' };
  seen.forEach(([name, place], index) => {
    for (const [other, otherPlace] of seen.slice(index + 1)) {
      const distance = Math.hypot(...place.map((value, axis) => value - otherPlace[axis]));
      if (distance < closest.distance) closest = { distance, pair: `${name} and ${other}` };
    }
  });
  return closest;
}

/** All that is wrong with these tokens, as sentences, and the lowest figures of each combination. */
export function judgeTokens(css) {
  const faults = [];
  const figures = [];
  for (const surface of SURFACES) {
    for (const scheme of SCHEMES) {
      const where = `${surface} ${scheme}`;
      const tokens = tokensFor(css, surface, scheme);
      const lowest = { [TEXT]: Number.POSITIVE_INFINITY, [MARK]: Number.POSITIVE_INFINITY };
      for (const [name, ground, least] of pairs()) {
        const ratio = contrast(linear(tokens, name), linear(tokens, ground));
        lowest[least] = Math.min(lowest[least], ratio);
        if (ratio < least) faults.push(`${where}: --${name} on --${ground} is ${ratio.toFixed(2)}:1, least ${least}:1`);
      }
      const series = Object.entries(EYES).map(([eye, matrix]) => {
        const { distance, pair } = closestSeries(tokens, matrix);
        if (distance < SERIES_DISTANCE) {
          faults.push(`${where}: ${pair} are ${distance.toFixed(1)} apart in ${eye}, least ${SERIES_DISTANCE}`);
        }
        return `${eye} ${distance.toFixed(1)}`;
      });
      figures.push(
        `${where}: ${pairs().length} pairs, lowest text ${lowest[TEXT].toFixed(2)}, lowest mark ` +
          `${lowest[MARK].toFixed(2)}; closest series: ${series.join(', ')}`,
      );
    }
  }
  return { faults, figures };
}

if (process.argv[1] === import.meta.filename) {
  const file = process.argv[2] ?? resolve(import.meta.dirname, '..', 'renderer', 'app', 'tokens.css');
  const { faults, figures } = judgeTokens(readFileSync(file, 'utf8'));
  for (const figure of figures) console.log(figure);
  for (const fault of faults) console.error(fault);
  process.exitCode = faults.length > 0 ? 1 : 0;
}
