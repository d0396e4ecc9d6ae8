import { type ExpansionContext, expand } from './plan-expressions.ts';
import { argumentsOf, findProperty, type PlanElement, textOf, textProperties, walk } from './plan-tree.ts';

/** Properties by which extractors and data sets name the variables they set while the test runs. */
const settingProperty =
  /(refname|referenceNames?|_refName|variableNames?|variableName|counter\.name|CounterConfig\.name|JDBCPostProcessor\.variableNames|resultVariable)$/i;

/** Values known before the run: given properties and user-defined variables, later definitions winning. */
export function valuesOf(root: PlanElement, given: Readonly<Record<string, string>>): ExpansionContext {
  const properties = new Map(Object.entries(given));
  const variables = new Map<string, string>();
  const changing = changingVariables(root);
  for (const element of walk(root)) {
    if (!element.isActive) continue;
    for (const { name, value } of definitions(element)) {
      if (name === '' || changing.has(name)) continue;
      variables.set(name, expand(value, { properties, variables }).text);
    }
  }
  return { properties, variables };
}

function definitions(element: PlanElement): { name: string; value: string }[] {
  if (element.tag === 'TestPlan') {
    return argumentsOf(findProperty(element, 'TestPlan.user_defined_variables')?.children ?? []);
  }
  return element.tag === 'Arguments' ? argumentsOf(element.properties) : [];
}

/** Variables that something in the plan sets at run time: what they hold then cannot be told from the file. */
function changingVariables(root: PlanElement): ReadonlySet<string> {
  const names = new Set<string>();
  for (const element of walk(root)) {
    if (!element.isActive || element.tag === 'Arguments') continue;
    if (element.tag === 'CSVDataSet') addNames(names, textOf(element, 'variableNames'));
    if (element.tag === 'UserParameters') {
      for (const property of findProperty(element, 'UserParameters.names')?.children ?? [])
        addNames(names, property.text);
    }
    for (const property of textProperties(element.properties)) {
      if (settingProperty.test(property.name)) addNames(names, property.text);
    }
  }
  return names;
}

function addNames(names: Set<string>, text: string): void {
  for (const name of text.split(/[,;]/)) {
    const trimmed = name.trim().replace(/^"|"$/g, '');
    if (trimmed !== '') names.add(trimmed);
  }
}
