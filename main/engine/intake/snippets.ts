/** Where writers reach the intake. */
export interface IntakeAddress {
  /** `http://127.0.0.1:8086`, without a trailing slash. */
  origin: string;
  /** Shown as a placeholder when it is needed but not known any more. */
  token?: string;
  needsToken: boolean;
}

const PLACEHOLDER = 'PASTE-YOUR-TOKEN';

const toml = (text: string): string => JSON.stringify(text);
const xml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

function tokenText(address: IntakeAddress): string | undefined {
  return address.needsToken ? (address.token ?? PLACEHOLDER) : undefined;
}

/** A Telegraf configuration that reports this host every ten seconds. */
export function telegrafSnippet(address: IntakeAddress): string {
  const token = tokenText(address);
  const lines = [
    '[agent]',
    '  interval = "10s"',
    '  flush_interval = "10s"',
    '',
    '[[outputs.influxdb]]',
    `  urls = [${toml(address.origin)}]`,
    '  database = "telegraf"',
  ];
  if (token !== undefined) lines.push('  username = "watchfloor"', `  password = ${toml(token)}`);
  lines.push('');
  for (const input of ['cpu', 'mem', 'swap', 'system', 'disk', 'diskio', 'net', 'processes']) {
    lines.push(`[[inputs.${input}]]`);
    if (input === 'cpu') lines.push('  percpu = true', '  totalcpu = true');
    if (input === 'disk')
      lines.push('  ignore_fs = ["tmpfs", "devtmpfs", "devfs", "iso9660", "overlay", "aufs", "squashfs"]');
  }
  return `${lines.join('\n')}\n`;
}

/** Name and value of every parameter of JMeter's Backend Listener for this address. */
export function jmeterParameters(address: IntakeAddress): [name: string, value: string][] {
  return [
    ['influxdbMetricsSender', 'org.apache.jmeter.visualizers.backend.influxdb.HttpMetricsSender'],
    ['influxdbUrl', `${address.origin}/write?db=jmeter`],
    ['influxdbToken', tokenText(address) ?? ''],
    ['application', 'my-service'],
    ['measurement', 'jmeter'],
    ['summaryOnly', 'false'],
    ['samplersRegex', '.*'],
    ['percentiles', '90;95;99'],
    ['testTitle', 'Test name'],
    ['eventTags', ''],
  ];
}

/** A Backend Listener element for a JMX plan: it belongs into the plan's own hash tree. */
export function jmeterSnippet(address: IntakeAddress): string {
  const listener = 'org.apache.jmeter.visualizers.backend.influxdb.InfluxdbBackendListenerClient';
  const elements = jmeterParameters(address).map(([name, value]) =>
    [
      `      <elementProp name="${xml(name)}" elementType="Argument">`,
      `        <stringProp name="Argument.name">${xml(name)}</stringProp>`,
      `        <stringProp name="Argument.value">${xml(value)}</stringProp>`,
      '        <stringProp name="Argument.metadata">=</stringProp>',
      '      </elementProp>',
    ].join('\n'),
  );
  return `<BackendListener guiclass="BackendListenerGui" testclass="BackendListener" testname="Backend Listener" enabled="true">
  <elementProp name="arguments" elementType="Arguments" guiclass="ArgumentsPanel" testclass="Arguments" enabled="true">
    <collectionProp name="Arguments.arguments">
${elements.join('\n')}
    </collectionProp>
  </elementProp>
  <stringProp name="classname">${listener}</stringProp>
</BackendListener>
<hashTree/>
`;
}
