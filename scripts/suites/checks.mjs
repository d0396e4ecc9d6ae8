// The static checks of `npm test`: `{ name, args }`, args being what Node runs from the root. Order is cheap to dear, with the build before the architecture, which looks at what starts it.
const modules = 'node_modules';

export const CHECKS = [
  { name: 'types', args: [`${modules}/typescript/bin/tsc`, '-p', '.'] },
  { name: 'format and lint', args: [`${modules}/@biomejs/biome/bin/biome`, 'check', '--error-on-warnings', '.'] },
  { name: 'type-aware lint', args: [`${modules}/oxlint/bin/oxlint`, '--type-aware', '--deny-warnings'] },
  { name: 'build', args: ['scripts/build.mjs'] },
  { name: 'architecture', args: ['scripts/architecture.mjs'] },
  { name: 'purity of core', args: ['scripts/purity.mjs'] },
  { name: 'dead code', args: [`${modules}/knip/bin/knip.js`, '--no-progress'] },
  { name: 'contrast of the tokens', args: ['scripts/contrast.mjs'] },
  { name: 'third-party notices', args: ['scripts/notices.mjs', '--check'] },
];
