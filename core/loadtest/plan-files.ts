import { type ExpansionContext, expand, functionCalls } from './plan-expressions.ts';
import { findProperty, type PlanElement, type PlanProperty, textOf, textProperties, walk } from './plan-tree.ts';
import type { PlanFile, PlanListener } from './plan-types.ts';

/** Functions whose first argument is a file they read. */
const fileFunctions: ReadonlySet<string> = new Set(['__CSVRead', '__StringFromFile', '__FileToString']);

/** Files that the active elements of a plan read. Paths are as written, with known values put in. */
export function filesOf(root: PlanElement, values: ExpansionContext): PlanFile[] {
  const files: PlanFile[] = [];
  for (const element of walk(root)) {
    if (!element.isActive || isListener(element)) continue;
    if (element.tag === 'CSVDataSet') files.push(csvFile(element, values));
    else files.push(...namedFiles(element, values));
    files.push(...filesOfFunctions(element, values));
  }
  return files.filter((file) => file.written !== '');
}

/** Elements that keep, draw or send results. */
export function listenersOf(root: PlanElement, values: ExpansionContext): PlanListener[] {
  return [...walk(root)].filter(isListener).map((element) => ({
    name: element.name,
    className: element.guiClass === '' ? element.className : element.guiClass,
    enabled: element.isActive,
    file: expand(textOf(element, 'filename'), values).text,
    isBackend: element.tag === 'BackendListener',
    path: element.path,
  }));
}

function isListener(element: PlanElement): boolean {
  return (
    /^(ResultCollector|BackendListener|Summariser|ResultSaver|\w*Listener)$/.test(element.tag) ||
    element.className.endsWith('ResultCollector')
  );
}

function csvFile(element: PlanElement, values: ExpansionContext): PlanFile {
  return {
    ...fileOf('csv-data', element, findProperty(element, 'filename')?.text ?? '', 'filename', values),
    csv: {
      variableNames: textOf(element, 'variableNames'),
      ignoreFirstLine: textOf(element, 'ignoreFirstLine') === 'true',
      delimiter: textOf(element, 'delimiter') || ',',
      shareMode: textOf(element, 'shareMode') || 'shareMode.all',
      recycle: textOf(element, 'recycle') !== 'false',
    },
  };
}

function namedFiles(element: PlanElement, values: ExpansionContext): PlanFile[] {
  const isFileProperty = (property: PlanProperty): boolean =>
    /^(filename|scriptFile|BeanShellSampler\.filename|IncludeController\.includepath|File\.path|KeystoreConfig\.path|TCPSampler\.filename|jms\.input_file)$/.test(
      property.name,
    );
  return [...textProperties(element.properties)]
    .filter((property) => isFileProperty(property) && property.text.trim() !== '')
    .map((property) => fileOf('other', element, property.text, property.name, values));
}

function filesOfFunctions(element: PlanElement, values: ExpansionContext): PlanFile[] {
  return [...textProperties(element.properties)].flatMap((property) =>
    functionCalls(property.text)
      .filter((call) => fileFunctions.has(call.name) && call.arguments[0] !== undefined)
      .map((call) => fileOf('other', element, call.arguments[0] ?? '', property.name, values)),
  );
}

function fileOf(
  kind: PlanFile['kind'],
  element: PlanElement,
  text: string,
  property: string,
  values: ExpansionContext,
): PlanFile {
  const { text: written, resolved } = expand(text.trim(), values);
  return { kind, written, resolved, enabled: element.isActive, path: element.path, property };
}
