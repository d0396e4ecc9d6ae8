import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runTool } from './stack/run-tool.ts';

const HERE = resolve(import.meta.dirname, '..');

/** One offence each: the file that commits it, its import, and the rule that must name it. */
const OFFENCES: readonly (readonly [file: string, imports: string, rule: string])[] = [
  ['core/metrics/reads.ts', 'node:fs', 'core-has-no-builtins'],
  ['core/metrics/timer.ts', 'timers', 'core-has-no-builtins'],
  ['core/metrics/served.ts', 'fastify', 'core-uses-pure-libraries-only'],
  ['core/metrics/upwards.ts', '../../main/engine/clock.ts', 'core-imports-core-only'],
  ['main/engine/hosts/shown.ts', '../../../renderer/ui/button.tsx', 'engine-imports-core-and-itself'],
  ['main/engine/hosts/windowed.ts', 'electron', 'electron-in-desktop-and-preload-only'],
  ['main/engine/hosts/neighbour.ts', '../audit/service.ts', 'engine-domains-meet-in-engine-ts'],
  ['main/web/inside.ts', '../engine/clock.ts', 'hosts-start-the-engine-and-never-import-it'],
  ['main/web/other-host.ts', '../desktop/start.ts', 'hosts-do-not-know-each-other'],
  ['main/cli/deep.ts', '../engine/audit/service.ts', 'cli-imports-core-and-pure-file-verbs'],
  ['preload/wide.ts', '../core/metrics/frame.ts', 'preload-imports-the-contract-only'],
  ['renderer/app/reaching.ts', '../../main/engine/clock.ts', 'renderer-imports-core-and-itself'],
  ['renderer/app/reading.ts', 'node:path', 'renderer-has-no-builtins'],
  ['renderer/features/boards/page.ts', '../alerts/page.ts', 'a-feature-imports-no-other-feature'],
  ['renderer/features/boards/chart.ts', 'echarts/core', 'one-seam-to-echarts'],
  ['core/metrics/nowhere.ts', './gone.ts', 'not-resolvable'],
  ['core/metrics/ring-a.ts', './ring-b.ts', 'no-circular'],
  ['main/engine/hosts/dev.ts', 'csv-parse', 'product-needs-no-dev-dependency'],
  ['core/metrics/quoting.ts', './frame.test.ts', 'nothing-imports-a-test'],
];

/** What the offences import, and imports that are allowed and must not be named. */
const ALLOWED: Readonly<Record<string, string>> = {
  'core/metrics/frame.ts': "import 'zod';\nexport const frame = 1;\n",
  'core/metrics/frame.test.ts': "import 'node:fs';\nimport 'vitest';\nimport '#core/metrics/frame.ts';\nexport {};\n",
  'core/contract/shell.ts': "import '@orpc/contract';\nimport '#core/metrics/frame.ts';\nexport {};\n",
  'core/metrics/ring-b.ts': "import { a } from './ring-a.ts';\nexport const b = a;\n",
  'main/engine/clock.ts': 'export const clock = 1;\n',
  'main/engine/engine.ts': "import './audit/service.ts';\nimport './hosts/neighbour.ts';\n",
  'main/engine/audit/service.ts': "import '../state/database.ts';\nimport 'node:crypto';\nexport const audit = 1;\n",
  'main/engine/audit/port.ts': 'export interface AuditPort { a: 1 }\n',
  'main/engine/hosts/well.ts': "import type { AuditPort } from '../audit/port.ts';\nexport type Mine = AuditPort;\n",
  'main/engine/state/database.ts': "import 'kysely';\nexport {};\n",
  'main/engine/loadtests/files/jtl.ts': 'export const jtl = 1;\n',
  'main/cli/stats.ts': "import '../engine/loadtests/files/jtl.ts';\nimport '#core/metrics/frame.ts';\n",
  'main/desktop/start.ts': "import 'electron';\nimport '#core/contract/shell.ts';\nexport {};\n",
  'preload/preload.ts': "import 'electron';\nimport '#core/contract/shell.ts';\n",
  'renderer/ui/button.tsx': "import 'react';\nimport '#core/metrics/frame.ts';\nexport {};\n",
  'renderer/charts/chart.ts': "import 'echarts/core';\nimport '../ui/button.tsx';\nexport {};\n",
  'renderer/features/alerts/page.ts': "import '../../ui/button.tsx';\nexport {};\n",
};

interface Verdict {
  readonly rule: string;
  readonly from: string;
}

describe('architecture rules', () => {
  let verdicts: Verdict[] = [];
  let root = '';

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'watchfloor-rooms-'));
    const write = (file: string, text: string) => {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), text);
    };
    for (const [file, text] of Object.entries(ALLOWED)) write(file, text);
    for (const [file, imports] of OFFENCES) {
      write(file, `import * as it from '${imports}';\nexport const a = it;\n`);
    }
    for (const name of ['node_modules', 'package.json', 'tsconfig.json']) {
      symlinkSync(join(HERE, name), join(root, name));
    }
    const script = `import { checkArchitecture } from ${JSON.stringify(join(HERE, 'scripts', 'architecture.mjs'))};
      console.log(JSON.stringify(checkArchitecture(${JSON.stringify(root)}).violations));`;
    const result = await runTool(process.execPath, ['--input-type=module', '-e', script]);
    if (result.code !== 0) throw new Error(result.stderr);
    verdicts = JSON.parse(result.stdout) as Verdict[];
  }, 60_000);

  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it.each(OFFENCES)('%s may not import %s', (file, _imports, rule) => {
    expect(verdicts.filter((verdict) => verdict.from === file).map((verdict) => verdict.rule)).toContain(rule);
  });

  it.each(Object.keys(ALLOWED).filter((file) => file !== 'core/metrics/ring-b.ts'))('%s is allowed', (file) => {
    expect(verdicts.filter((verdict) => verdict.from === file)).toEqual([]);
  });
});
