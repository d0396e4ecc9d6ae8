// core/ takes its time from the Clock port and its randomness from its caller. These are member calls and globals that
// no import rule sees, so they are looked for in the text (comments and string contents aside). Tests are not looked at.
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const FORBIDDEN = [
  [/\bDate\s*\.\s*now\b/, 'Date.now'],
  [/\bnew\s+Date\s*(\(\s*\)|(?!\s*\())/, 'new Date without a time'],
  [/(?<![\w$.]|new\s+)Date\s*\(/, 'Date() without new'],
  [/\bMath\s*\.\s*random\b/, 'Math.random'],
  [/(?<![\w$.])crypto\s*\./, 'crypto'],
  [/(?<![\w$.])process\s*\./, 'process'],
  [/(?<![\w$.])performance\s*\./, 'performance'],
  [/(?<![\w$.])(setTimeout|setInterval|setImmediate|queueMicrotask|requestAnimationFrame)\s*\(/, 'a timer'],
  [/(?<![\w$.])(fetch|XMLHttpRequest|WebSocket)\s*\(/, 'the network'],
  [/(?<![\w$.])(window|document|localStorage|navigator|globalThis)\s*[.[]/, 'a platform global'],
  [/(?<![\w$.])(Deno|Bun|Buffer)\s*\./, 'a platform global'],
];

/** Blanks comments and the contents of plain strings, keeping line numbers. Template literals stay: they hold code. */
export function withoutCommentsAndStrings(source) {
  const token =
    /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|(?<=[=(,:[!&|?{};\n]\s*)\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\//g;
  return source.replace(token, (text) => text.replace(/[^\n]/g, ' '));
}

/** Impure places of one file's text: `{ line, what }`, lines from 1. */
export function impurities(source) {
  return withoutCommentsAndStrings(source)
    .split('\n')
    .flatMap((text, index) =>
      FORBIDDEN.filter(([pattern]) => pattern.test(text)).map(([, what]) => ({ line: index + 1, what })),
    );
}

if (process.argv[1] === import.meta.filename) {
  const root = resolve(import.meta.dirname, '..');
  const files = globSync('core/**/*.ts', { cwd: root }).filter((file) => !file.endsWith('.test.ts'));
  if (files.length === 0) throw new Error('No file of core/ was found: nothing was checked.');
  let found = 0;
  for (const file of files) {
    for (const { line, what } of impurities(readFileSync(join(root, file), 'utf8'))) {
      found += 1;
      console.error(`${file}:${line}: core/ may not use ${what}`);
    }
  }
  console.log(`${files.length} files of core/, ${found} impure places`);
  process.exitCode = found > 0 ? 1 : 0;
}
