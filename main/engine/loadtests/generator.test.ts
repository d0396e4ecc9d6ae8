import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findGenerator, GeneratorFinder, type GeneratorPlace, majorOf } from './generator.ts';

let root: string;
const settings = { home: '', javaHome: '', heapMegabytes: 1024 };

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'watchfloor-generator-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function put(path: string, content: string | Uint8Array, mode = 0o644): Promise<string> {
  const full = join(root, path);
  await mkdir(dirname(full), { recursive: true });
  await writeFile(full, content);
  await chmod(full, mode);
  return full;
}

async function home(name: string, core: string, content: string | Uint8Array = ''): Promise<string> {
  await put(`${name}/bin/ApacheJMeter.jar`, '');
  await put(`${name}/bin/jmeter`, '#!/bin/sh\n', 0o755);
  await put(`${name}/lib/ext/${core}`, content);
  return join(root, name);
}

const java = (folder: string, version: string) =>
  put(`${folder}/java`, `#!/bin/sh\necho 'openjdk version "${version}"' >&2\n`, 0o755);

function place(path: string[], environment: NodeJS.ProcessEnv = {}): GeneratorPlace {
  return {
    environment: { PATH: path.map((folder) => join(root, folder)).join(':'), ...environment },
    platform: 'linux',
    cache: join(root, 'cache'),
  };
}

describe.skipIf(process.platform === 'win32')('finding JMeter', () => {
  test('nothing there: says that JMeter is missing', async () => {
    expect(await findGenerator(settings, place([]))).toMatchObject({
      found: false,
      problem: 'no-jmeter',
      heapMegabytes: 1024,
    });
  });

  test('the setting goes before JMETER_HOME, that before PATH, that before the cache', async () => {
    await java('jbin', '17.0.15');
    const [a, b, c, d] = await Promise.all(
      ['a', 'b', 'c', 'cache/jmeter-5.6.3'].map((name) => home(name, 'ApacheJMeter_core-5.6.3.jar')),
    );
    if (!a || !b || !c || !d) throw new Error('homes');
    const all = place(['jbin', 'c/bin'], { JMETER_HOME: b });
    expect(await findGenerator({ ...settings, home: a }, all)).toMatchObject({
      found: true,
      home: a,
      foundBy: 'setting',
    });
    expect(await findGenerator(settings, all)).toMatchObject({ home: b, foundBy: 'JMETER_HOME' });
    expect(await findGenerator(settings, place(['jbin', 'c/bin']))).toMatchObject({
      home: c,
      foundBy: 'path',
      version: '5.6.3',
      javaVersion: '17.0.15',
    });
    expect(await findGenerator(settings, place(['jbin']))).toMatchObject({ home: d, foundBy: 'cache' });
  });

  test('a link on PATH leads to the home, absolute or relative', async () => {
    await java('jbin', '21');
    const real = await home('opt/apache-jmeter', 'ApacheJMeter_core-5.6.3.jar');
    await mkdir(join(root, 'local'));
    await symlink('../opt/apache-jmeter/bin/jmeter', join(root, 'local/jmeter'));
    expect(await findGenerator(settings, place(['jbin', 'local']))).toMatchObject({
      found: true,
      home: real,
      foundBy: 'path',
    });
  });

  test('the official archive names its version only in the manifest', async () => {
    await java('jbin', '11.0.2');
    await home(
      'a',
      'ApacheJMeter_core.jar',
      jar('META-INF/MANIFEST.MF', 'Manifest-Version: 1.0\r\nImplementation-Version: 5.5\r\n'),
    );
    expect(await findGenerator({ ...settings, home: join(root, 'a') }, place(['jbin']))).toMatchObject({
      found: true,
      version: '5.5',
    });
  });

  test('a folder that is no JMeter is said to be broken, not passed over', async () => {
    await java('jbin', '17');
    await home('good', 'ApacheJMeter_core-5.6.3.jar');
    const named = { ...settings, home: join(root, 'empty') };
    expect(await findGenerator(named, place(['jbin', 'good/bin']))).toMatchObject({
      found: false,
      problem: 'broken-home',
      foundBy: 'setting',
    });
    await home('cut', 'ApacheJMeter_core.jar', 'not a jar');
    expect(await findGenerator({ ...settings, home: join(root, 'cut') }, place(['jbin']))).toMatchObject({
      problem: 'broken-home',
    });
  });

  test('Java missing, broken, or too old', async () => {
    const jmeter = { ...settings, home: await home('a', 'ApacheJMeter_core-5.6.3.jar') };
    expect(await findGenerator(jmeter, place([]))).toMatchObject({ problem: 'no-java', version: '5.6.3', java: null });
    expect(await findGenerator({ ...jmeter, javaHome: join(root, 'none') }, place([]))).toMatchObject({
      problem: 'no-java',
      detail: join(root, 'none/bin/java'),
    });
    await put('stub/java', '#!/bin/sh\necho "No Java runtime present" >&2\nexit 1\n', 0o755);
    expect(await findGenerator(jmeter, place(['stub']))).toMatchObject({
      problem: 'no-java',
      detail: join(root, 'stub/java'),
    });
    await java('old', '1.7.0_80');
    expect(await findGenerator(jmeter, place(['old']))).toMatchObject({ problem: 'java-too-old', detail: '1.7.0_80' });
  });

  test('what was found is remembered until the settings change; what is missing is looked for again', async () => {
    await java('jbin', '17');
    let current = settings;
    const finder = new GeneratorFinder(() => current, place(['jbin']));
    expect((await finder.find()).problem).toBe('no-jmeter');
    const one = await home('cache/jmeter-5.6.3', 'ApacheJMeter_core-5.6.3.jar');
    expect(await finder.find()).toMatchObject({ found: true, home: one });
    await rm(one, { recursive: true });
    expect(await finder.find()).toMatchObject({ found: true, home: one });
    current = { ...settings, home: join(root, 'other') };
    expect((await finder.find()).problem).toBe('broken-home');
  });
});

test('versions of Java', () => {
  expect(['1.8.0_402', '17.0.15', '22-ea', '9'].map(majorOf)).toEqual([8, 17, 22, 9]);
});

/** A zip archive with one deflated entry. */
function jar(name: string, text: string): Uint8Array {
  const packed = deflateRawSync(text);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(name.length, 26);
  const directory = Buffer.alloc(46);
  directory.writeUInt32LE(0x02014b50, 0);
  directory.writeUInt16LE(8, 10);
  directory.writeUInt32LE(packed.length, 20);
  directory.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(30 + name.length + packed.length, 16);
  return Buffer.concat([local, Buffer.from(name), packed, directory, Buffer.from(name), end]);
}
