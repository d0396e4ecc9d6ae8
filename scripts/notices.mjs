// Writes THIRD-PARTY-NOTICES.md from package-lock.json and the licence files in node_modules.
//
//   node scripts/notices.mjs            write the file
//   node scripts/notices.mjs --check    end with 1 when the file is not what would be written
//
// It lists the production tree (and what else ships: fonts, Electron), so the outcome depends on the lock file alone: of
// packages that exist for one platform only, the text is left out, for it is there on that platform only.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '..');
const OUTPUT = join(ROOT, 'THIRD-PARTY-NOTICES.md');
/** Development dependencies that ship all the same: bundled by Vite, or packed with the desktop. */
const BUNDLED = ['@fontsource-variable/jetbrains-mono', 'electron', 'pretendard'];
const LICENCE_FILE = /^(licen[cs]e|copying|notice|ofl)([.-].*)?$/i;

/** Every package that ships, sorted by name and version, each once. */
function shippedPackages() {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
  const shipped = new Map();
  for (const [path, entry] of Object.entries(packages)) {
    if (path === '' || entry.link) continue;
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    if ((entry.dev || entry.devOptional) && !BUNDLED.includes(name)) continue;
    const platform = [...(entry.os ?? []), ...(entry.cpu ?? []), ...(entry.libc ?? [])].join(' ');
    const folder = join(ROOT, path);
    // An optional package without a platform field may still be left out; its text would then come and go.
    const text = platform === '' && !entry.optional ? licenceText(folder, name) : undefined;
    const licence = entry.license ?? licenceOf(folder);
    shipped.set(`${name} ${entry.version}`, { name, version: entry.version, licence, platform, text });
  }
  return [...shipped.values()].sort(
    (one, other) => compare(one.name, other.name) || compare(one.version, other.version),
  );
}

/** By code unit: a locale would make the order depend on the machine. */
function compare(one, other) {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** The licence as package.json states it, the old `licenses` array included. */
function licenceOf(folder) {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) return 'see its package';
  const { license, licenses } = JSON.parse(readFileSync(file, 'utf8'));
  const stated = license?.type ?? license ?? licenses?.map((each) => each.type ?? each).join(' OR ');
  return stated ?? 'see its package';
}

function licenceText(folder, name) {
  if (!existsSync(folder)) throw new Error(`${name} is not in node_modules: install the packages first.`);
  const texts = readdirSync(folder)
    .filter((file) => LICENCE_FILE.test(file))
    .sort()
    .map((file) =>
      readFileSync(join(folder, file), 'utf8')
        .replaceAll('\r\n', '\n')
        .replace(/[ \t]+$/gm, '')
        .trim(),
    );
  return texts.length === 0 ? undefined : texts.join('\n\n');
}

function render(packages) {
  const rows = packages.map(
    ({ name, version, licence, platform }) => `| ${name} | ${version} | ${licence} | ${platform} |`,
  );
  const byText = new Map();
  for (const { name, version, text } of packages) {
    if (text !== undefined) byText.set(text, [...(byText.get(text) ?? []), `${name} ${version}`]);
  }
  const texts = [...byText].map(([text, names]) => `### ${names.join(', ')}\n\n\`\`\`\`text\n${text}\n\`\`\`\`\n`);
  return `# Third-party notices

Watchfloor is licensed under the Apache License 2.0. It ships with, or bundles parts of, the ${packages.length} packages below.
Generated from package-lock.json by \`node scripts/notices.mjs\`; do not edit.

| package | version | licence | platform |
|---|---|---|---|
${rows.join('\n')}

## Licence texts

${texts.join('\n')}`;
}

const wanted = render(shippedPackages());
if (process.argv.includes('--check')) {
  const present = existsSync(OUTPUT) ? readFileSync(OUTPUT, 'utf8') : '';
  if (present !== wanted) {
    console.error('THIRD-PARTY-NOTICES.md is not up to date. Run: node scripts/notices.mjs');
    process.exitCode = 1;
  } else {
    console.log('THIRD-PARTY-NOTICES.md is up to date');
  }
} else {
  writeFileSync(OUTPUT, wanted);
}
