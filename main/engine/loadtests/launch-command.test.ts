import fc from 'fast-check';
import { expect, test } from 'vitest';
import { launchCommand, runProperties } from './launch-command.ts';
import { propertiesText } from './properties-file.ts';
import { runFiles } from './run-folder.ts';

/** What `java.util.Properties.load` makes of the text: logical lines, then escapes (its Javadoc). */
function load(text: string): Record<string, string> {
  const plain = (part: string) =>
    part.replaceAll(/\\(u[0-9a-f]{4}|.)/gs, (_, sign: string) =>
      sign.length > 1
        ? String.fromCharCode(Number.parseInt(sign.slice(1), 16))
        : ({ n: '\n', r: '\r', t: '\t', f: '\f' }[sign] ?? sign),
    );
  const out: [string, string][] = [];
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const match = /^((?:\\.|[^\\=:\s])*)=[ \t\f]*(.*)$/.exec(line);
    if (match === null) throw new Error(`no property: ${line}`);
    out.push([plain(match[1] ?? ''), plain(match[2] ?? '')]);
  }
  return Object.fromEntries(out);
}

test('a value comes out of a properties file as it went in, also when it is empty or Korean', () => {
  const values = {
    empty: '',
    blank: '  x ',
    sign: 'a=b:c#d!e\\f',
    lines: '1\r\n2\t3',
    이름: '서울 "강남"',
    emoji: '😀',
  };
  expect(load(propertiesText(values))).toEqual(values);
  expect(propertiesText({ a: '' })).toBe('a=\n');
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.string({ minLength: 1 }).filter((name) => name !== '__proto__'),
        fc.string(),
      ),
      (any) => {
        expect(load(propertiesText(any))).toEqual({ ...any });
      },
    ),
  );
});

const order = {
  runId: 'r1',
  generator: {
    home: '/opt/jmeter',
    jar: '/opt/jmeter/bin/ApacheJMeter.jar',
    version: '5.6.3',
    java: '/usr/bin/java',
    javaVersion: '17',
  },
  heapMegabytes: 1024,
  plan: '/home/kim/계획/plan 1.jmx',
  values: { users: '5; rm -rf /', 'jmeter.save.saveservice.output_format': 'xml' },
  stopPort: 40001,
  files: runFiles('/data/runs/1-r1'),
};

test('the results file is as the console needs it, whatever the operator sets', () => {
  const properties = load(runProperties(order));
  expect(properties).toMatchObject({
    users: '5; rm -rf /',
    'jmeter.save.saveservice.output_format': 'csv',
    'jmeter.save.saveservice.autoflush': 'true',
    'jmeter.save.saveservice.timestamp_format': 'ms',
    'jmeterengine.nongui.port': '40001',
    'jmeterengine.nongui.maxport': '40001',
  });
});

test('JMeter is started by arguments, in the folder of the plan, with an environment of its own', () => {
  const environment = { PATH: '/usr/bin', HOME: '/home/kim', JVM_ARGS: '-Xmx9g', SECRET: 'x', LANG: 'ko_KR.UTF-8' };
  const command = launchCommand(order, environment, 'linux');
  expect(command.cwd).toBe('/home/kim/계획');
  expect(command.args).toContain('-Dwatchfloor.run=r1');
  expect(command.args.slice(command.args.indexOf('-jar'))).toEqual([
    '-jar',
    '/opt/jmeter/bin/ApacheJMeter.jar',
    '-n',
    '-t',
    order.plan,
    '-q',
    '/data/runs/1-r1/run.properties',
    '-l',
    '/data/runs/1-r1/samples.jtl',
    '-j',
    '/data/runs/1-r1/jmeter.log',
  ]);
  expect(command.args).toContain('-Xmx1024m');
  expect(command.environment).toEqual({
    PATH: '/usr/bin:/usr/bin',
    HOME: '/home/kim',
    JMETER_HOME: '/opt/jmeter',
    LC_ALL: 'ko_KR.UTF-8',
  });
});

test('a small heap is not asked to begin larger than it may grow', () => {
  expect(launchCommand({ ...order, heapMegabytes: 128 }, {}, 'linux').args).toEqual(
    expect.arrayContaining(['-Xms128m', '-Xmx128m']),
  );
});

test('Windows keeps what a JVM needs there, and no locale', () => {
  const { environment } = launchCommand(
    order,
    { Path: 'C:\\Windows', SystemRoot: 'C:\\Windows', TEMP: 'C:\\T', SECRET: 'x' },
    'win32',
  );
  expect(environment).toMatchObject({ SystemRoot: 'C:\\Windows', TEMP: 'C:\\T', PATH: '/usr/bin;C:\\Windows' });
  expect(environment).not.toHaveProperty('LC_ALL');
  expect(environment).not.toHaveProperty('SECRET');
});
