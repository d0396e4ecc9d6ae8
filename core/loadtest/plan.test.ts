import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inspectPlan } from './plan.ts';
import { describePlan } from './plan-contract.ts';
import { expand, functionCalls } from './plan-expressions.ts';
import { PlanError } from './plan-types.ts';

const prop = (name: string, value: string, kind = 'stringProp'): string => `<${kind} name="${name}">${value}</${kind}>`;
const element = (tag: string, name: string, inner: string, children = '', attributes = ''): string =>
  `<${tag} guiclass="Gui" testclass="${tag}" testname="${name}" ${attributes}>${inner}</${tag}><hashTree>${children}</hashTree>`;
const variables = (pairs: Record<string, string>): string =>
  `<collectionProp name="Arguments.arguments">${Object.entries(pairs)
    .map(
      ([name, value]) =>
        `<elementProp name="${name}" elementType="Argument">${prop('Argument.name', name)}${prop('Argument.value', value)}</elementProp>`,
    )
    .join('')}</collectionProp>`;
const loop = (loops: string, forever = 'false'): string =>
  `<elementProp name="ThreadGroup.main_controller" elementType="LoopController">${prop('LoopController.continue_forever', forever, 'boolProp')}${prop('LoopController.loops', loops)}</elementProp>`;
const group = (name: string, inner: string, children = '', attributes = 'enabled="true"'): string =>
  element('ThreadGroup', name, inner, children, attributes);
const sampler = (name: string, inner: string, children = ''): string =>
  element('HTTPSamplerProxy', name, inner, children);
const plan = (children: string, inner = ''): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<jmeterTestPlan version="1.2" properties="5.0" jmeter="5.6.3">\n<hashTree>\n${element('TestPlan', 'Shop 부하', inner, children)}</hashTree></jmeterTestPlan>`;
const timeouts = prop('HTTPSampler.connect_timeout', '2000') + prop('HTTPSampler.response_timeout', '5000');

describe('thread groups', () => {
  it('come with threads, ramp, loops and duration, parameters put in', () => {
    const xml = plan(
      group(
        'users',
        prop('ThreadGroup.num_threads', '${__P(users,10)}') +
          prop('ThreadGroup.ramp_time', '5') +
          loop('${loops}') +
          prop('ThreadGroup.scheduler', 'true', 'boolProp') +
          prop('ThreadGroup.duration', '${__P(seconds,60)}') +
          prop('ThreadGroup.delay', '3'),
      ) +
        element('SetupThreadGroup', 'prepare', prop('ThreadGroup.num_threads', '1') + loop('1')) +
        element('PostThreadGroup', 'clean', prop('ThreadGroup.num_threads', '1') + loop('1')) +
        group('off', loop('1'), '', 'enabled="false"'),
      `<elementProp name="TestPlan.user_defined_variables" elementType="Arguments">${variables({ loops: '7' })}</elementProp>`,
    );
    expect(inspectPlan(xml, { users: '25' }).threadGroups).toMatchObject([
      {
        name: 'users',
        kind: 'plain',
        enabled: true,
        threads: '25',
        rampUpSeconds: '5',
        loops: '7',
        durationSeconds: '60',
        delaySeconds: '3',
      },
      { name: 'prepare', kind: 'setUp', durationSeconds: null },
      { name: 'clean', kind: 'tearDown' },
      { name: 'off', enabled: false },
    ]);
  });

  it('of plug-ins are named and read as far as their settings go', () => {
    const row = (cells: number[]): string =>
      `<collectionProp name="x">${cells.map((cell) => prop('c', String(cell))).join('')}</collectionProp>`;
    const xml = plan(
      element(
        'kg.apc.jmeter.threads.UltimateThreadGroup',
        'ultimate',
        `<collectionProp name="ultimatethreadgroupdata">${row([10, 0, 30, 60, 10])}${row([5, 20, 10, 100, 5])}</collectionProp>`,
      ) +
        element(
          'com.blazemeter.jmeter.threads.concurrency.ConcurrencyThreadGroup',
          'steady',
          prop('TargetLevel', '${__P(level,20)}') +
            prop('RampUp', '1') +
            prop('Hold', '${__P(hold,9)}') +
            prop('Unit', 'M'),
        ),
    );
    expect(inspectPlan(xml).threadGroups).toMatchObject([
      { kind: 'ultimate', threads: '15', durationSeconds: '135' },
      { kind: 'concurrency', threads: '20', rampUpSeconds: '60', durationSeconds: '600' },
    ]);
  });
});

describe('hosts', () => {
  const shop = plan(
    element('Arguments', 'where', variables({ host: '${__P(host,shop.test)}', port: '8443' })) +
      element(
        'ConfigTestElement',
        'defaults',
        prop('HTTPSampler.domain', '${host}') +
          prop('HTTPSampler.port', '${port}') +
          prop('HTTPSampler.protocol', 'https') +
          timeouts,
      ) +
      group(
        'g',
        loop('1'),
        sampler('home', prop('HTTPSampler.domain', '') + prop('HTTPSampler.path', '/')) +
          sampler('cdn', prop('HTTPSampler.path', 'http://cdn.test:81/x.js')) +
          sampler('other', prop('HTTPSampler.domain', '${found}')),
      ),
  );

  it('follow the defaults, full addresses in the path and the values given', () => {
    expect(inspectPlan(shop).hosts).toMatchObject([
      { host: 'shop.test', port: '8443', protocol: 'https', resolved: true, usedIn: [['Shop 부하', 'g', 'home']] },
      { host: 'cdn.test', port: '81', protocol: 'http', resolved: true },
      { host: '${found}', port: '8443', protocol: 'https', resolved: false },
    ]);
    expect(inspectPlan(shop, { host: '127.0.0.1' }).hosts[0]).toMatchObject({ host: '127.0.0.1', resolved: true });
    expect(describePlan(inspectPlan(shop)).hosts.map((host) => host.target)).toEqual([
      'https://shop.test:8443',
      'http://cdn.test:81',
      'https://${found}:8443',
    ]);
  });

  it('are unknown when the variable changes while the test runs, and localhost when nobody names one', () => {
    const xml = plan(
      element('Arguments', 'v', variables({ host: 'a.test' })) +
        group(
          'g',
          loop('1'),
          element('CSVDataSet', 'data', prop('filename', 'hosts.csv') + prop('variableNames', 'host,user')) +
            sampler('x', prop('HTTPSampler.domain', '${host}')) +
            sampler('y', ''),
        ),
    );
    expect(inspectPlan(xml).hosts).toMatchObject([
      { host: '${host}', resolved: false },
      { host: 'localhost', resolved: true },
    ]);
  });

  it('leave out what is disabled, with everything below it', () => {
    const xml = plan(
      group('off', loop('1'), sampler('x', prop('HTTPSampler.domain', 'never.test')), 'enabled="false"'),
    );
    expect(inspectPlan(xml)).toMatchObject({ hosts: [], warnings: [{ code: 'no-enabled-thread-group' }] });
  });

  it('of databases, TCP, proxies and backend listeners are found too', () => {
    const xml = plan(
      element('JDBCDataSource', 'db', prop('dbUrl', 'jdbc:postgresql://${__P(db,db.test)}:5432/shop?user=x')) +
        element('JDBCDataSource', 'ora', prop('dbUrl', 'jdbc:oracle:thin:@ora.test:1521:XE')) +
        element(
          'BackendListener',
          'influx',
          `<elementProp name="arguments" elementType="Arguments">${variables({ influxdbUrl: 'http://influx.test:8086/write?db=jmeter' })}</elementProp>`,
        ) +
        group(
          'g',
          loop('1'),
          element('TCPSampler', 'tcp', prop('TCPSampler.server', 'tcp.test') + prop('TCPSampler.port', '9')) +
            sampler(
              'via',
              prop('HTTPSampler.domain', 'w.test') +
                prop('HTTPSampler.proxyHost', 'proxy.test') +
                prop('HTTPSampler.proxyPort', '3128'),
            ),
        ),
    );
    const targets = describePlan(inspectPlan(xml, { db: 'db2.test' })).hosts.map((host) => host.target);
    expect(targets).toEqual([
      'jdbc:postgresql://db2.test:5432',
      'jdbc:oracle://ora.test:1521',
      'http://influx.test:8086',
      'tcp://tcp.test:9',
      'http://w.test',
      'proxy://proxy.test:3128',
    ]);
  });
});

describe('parameters and files', () => {
  it('are listed with defaults, values and places', () => {
    const xml = plan(
      group(
        'g',
        prop('ThreadGroup.num_threads', '${__P(users,10)}') +
          prop('ThreadGroup.ramp_time', '${__P( users , 20 )}') +
          loop('${__P(n)}'),
        element(
          'CSVDataSet',
          'data',
          prop('filename', '${__P(folder,data)}/users.csv') +
            prop('variableNames', 'user') +
            prop('ignoreFirstLine', 'true', 'boolProp'),
        ) +
          sampler(
            's',
            prop('HTTPSampler.domain', '${__property(target,,${__P(fallback,a.test)})}') +
              prop('x', '${__CSVRead(more.csv,0)} ${__myPlugin(1)} ${__time()}'),
          ),
      ),
    );
    const inspection = inspectPlan(xml, { users: '3' });
    expect(inspection.parameters).toMatchObject([
      {
        name: 'users',
        defaultValue: '10',
        value: '3',
        otherDefaults: ['20'],
        usedIn: [{ property: 'ThreadGroup.num_threads' }, { property: 'ThreadGroup.ramp_time' }],
      },
      { name: 'n', defaultValue: '1', value: '1' },
      { name: 'folder', defaultValue: 'data' },
      { name: 'target', defaultValue: 'a.test', function: '__property' },
      { name: 'fallback', defaultValue: 'a.test' },
    ]);
    expect(inspection.files).toMatchObject([
      {
        kind: 'csv-data',
        written: 'data/users.csv',
        resolved: true,
        csv: { variableNames: 'user', ignoreFirstLine: true, delimiter: ',' },
      },
      { kind: 'other', written: 'more.csv' },
    ]);
    expect(inspection.hosts).toMatchObject([{ host: 'a.test', resolved: true }]);
    expect(inspection.unknownFunctions).toEqual(['__myPlugin']);
  });
});

describe('warnings', () => {
  const codes = (xml: string): string[] => inspectPlan(xml).warnings.map((warning) => warning.code);

  it('say that a group never ends, unless a duration ends it', () => {
    const bare = `<elementProp name="ThreadGroup.main_controller" elementType="LoopController">${prop('LoopController.loops', '5')}</elementProp>`;
    expect(codes(plan(group('g', bare)))).toEqual(['runs-forever']);
    expect(codes(plan(group('g', loop('-1'))))).toEqual(['runs-forever']);
    expect(codes(plan(group('g', loop('5'))))).toEqual([]);
    expect(
      codes(
        plan(
          group(
            'g',
            loop('-1') + prop('ThreadGroup.scheduler', 'true', 'boolProp') + prop('ThreadGroup.duration', '60'),
          ),
        ),
      ),
    ).toEqual([]);
  });

  it('count samplers without time limits, and name listeners, scripts and functions in typed settings', () => {
    const domain = prop('HTTPSampler.domain', 'a.test');
    const xml = plan(
      group(
        'g',
        loop('1') + prop('ThreadGroup.same_user', '${__P(x,true)}', 'boolProp'),
        sampler('a', domain) +
          sampler('b', domain + timeouts) +
          element('JSR223Sampler', 'script', prop('script', 'System.exit(1)')),
      ) +
        '<ResultCollector guiclass="ViewResultsFullVisualizer" testclass="ResultCollector" testname="tree"/><hashTree/>' +
        `<ResultCollector guiclass="SimpleDataWriter" testclass="ResultCollector" testname="file">${prop('filename', 'out.jtl')}</ResultCollector><hashTree/>`,
    );
    const { warnings, listeners } = inspectPlan(xml);
    expect(warnings.map(({ code, detail }) => [code, detail])).toEqual([
      ['no-connect-timeout', '1/2'],
      ['no-response-timeout', '1/2'],
      ['function-in-typed-property', 'ThreadGroup.same_user'],
      ['script-may-do-anything', 'JSR223Sampler'],
      ['gui-listener', 'ViewResultsFullVisualizer'],
      ['listener-writes-file', 'out.jtl'],
    ]);
    expect(listeners).toMatchObject([
      { name: 'tree', file: '' },
      { name: 'file', file: 'out.jtl' },
    ]);
  });
});

describe('files that are no plans', () => {
  const faultOf = (xml: string): unknown => {
    try {
      return inspectPlan(xml);
    } catch (error) {
      return error;
    }
  };

  it('are refused with the line of the fault', () => {
    expect(faultOf('<jmeterTestPlan>\n<hashTree>\n</jmeterTestPlan>')).toMatchObject({
      name: 'PlanError',
      code: 'not-xml',
      line: 3,
    });
    expect(faultOf('<project/>')).toMatchObject({ code: 'not-a-plan' });
    expect(faultOf('')).toMatchObject({ code: 'not-xml' });
    expect(faultOf('<jmeterTestPlan><hashTree/></jmeterTestPlan>')).toMatchObject({ code: 'not-a-plan' });
    const doctype =
      '<?xml version="1.0"?>\n<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>\n<jmeterTestPlan>&e;</jmeterTestPlan>';
    expect(faultOf(doctype)).toMatchObject({ code: 'not-xml', line: 2 });
    expect(faultOf('<a>'.repeat(5000) + '</a>'.repeat(5000))).toBeInstanceOf(PlanError);
  });

  it('never fail otherwise, whatever the text', () => {
    expect.hasAssertions();
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('<', '>', '/', 'a', '"', '=', '&', ';', '\n', ' ', '!', '-', '[', ']', '${', '?'),
        }),
        (text) => {
          const fault = faultOf(plan(group('g', loop('1') + text)));
          expect(fault instanceof Error ? fault.name : 'read').toMatch(/^(PlanError|read)$/);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('expressions', () => {
  const context = {
    properties: new Map([['p', 'given']]),
    variables: new Map([
      ['v', 'value'],
      ['self', '${self}'],
    ]),
  };

  it('keep what is not known, and end for a variable that names itself', () => {
    expect(expand('${v}-${__P(p,x)}-${__P(q,${v})}-${unknown}-${__Random(1,2)}', context)).toEqual({
      text: 'value-given-value-${unknown}-${__Random(1,2)}',
      resolved: false,
    });
    expect(expand('${self}', context)).toEqual({ text: '${self}', resolved: false });
    expect(expand('C:\\data', context)).toEqual({ text: 'C:\\data', resolved: true });
    expect(expand('${v}\\${v}', context).text).toBe('value${v}');
    expect(expand('${broken', context).text).toBe('${broken');
  });

  it('part arguments at commas outside brackets and nested calls only', () => {
    expect(functionCalls('${__a(x\\,y,f(1,2),${__b(3,4)})}').map((call) => [call.name, call.arguments])).toEqual([
      ['__a', ['x\\,y', 'f(1,2)', '${__b(3,4)}']],
      ['__b', ['3', '4']],
    ]);
  });

  it('never fail or hang, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('$', '{', '}', '(', ')', ',', '\\', '__P', 'v', ' ', '${', '${__P('),
          maxLength: 60,
        }),
        (text) => {
          expect(typeof expand(text, context).text).toBe('string');
          expect(Array.isArray(functionCalls(text))).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
