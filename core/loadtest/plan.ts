import { type ExpansionContext, expand, functionCalls } from './plan-expressions.ts';
import { filesOf, listenersOf } from './plan-files.ts';
import { threadGroupsOf } from './plan-groups.ts';
import { hostsOf } from './plan-hosts.ts';
import { buildPlan, type PlanElement, textProperties, walk } from './plan-tree.ts';
import type { PlanInspection, PlanParameter } from './plan-types.ts';
import { valuesOf } from './plan-values.ts';
import { isSerial, unknownFunctionsOf, warningsOf } from './plan-warnings.ts';
import { parseXml } from './plan-xml.ts';

/**
 * Tells what a plan (.jmx) will do, without running it: thread groups, parameters, files, the hosts it will hit,
 * listeners, and what to beware of. `values` are the properties the run would be started with (`-Jname=value`); hosts,
 * threads and files follow them. Disabled elements are left out, as JMeter does. Throws `PlanError` for a file that is
 * no plan.
 */
export function inspectPlan(xml: string, values: Readonly<Record<string, string>> = {}): PlanInspection {
  const { root, jmeterVersion } = buildPlan(parseXml(xml));
  const known = valuesOf(root, values);
  const threadGroups = threadGroupsOf(root, known);
  const hosts = hostsOf(root, known);
  const files = filesOf(root, known);
  const listeners = listenersOf(root, known);
  return {
    name: root.name,
    jmeterVersion,
    runsGroupsOneAfterAnother: isSerial(root),
    threadGroups,
    parameters: parametersOf(root, known),
    files,
    hosts,
    listeners,
    warnings: warningsOf(root, { threadGroups, hosts, files, listeners }),
    unknownFunctions: unknownFunctionsOf(root),
    variables: Object.fromEntries(known.variables),
  };
}

function parametersOf(root: PlanElement, known: ExpansionContext): PlanParameter[] {
  const parameters = new Map<string, PlanParameter>();
  for (const element of walk(root)) {
    if (!element.isActive) continue;
    for (const property of textProperties(element.properties)) {
      for (const call of functionCalls(property.text)) {
        if (call.name !== '__P' && call.name !== '__property') continue;
        note(parameters, call.name, call.arguments, known, { path: element.path, property: property.name });
      }
    }
  }
  return [...parameters.values()];
}

function note(
  parameters: Map<string, PlanParameter>,
  name: '__P' | '__property',
  args: readonly string[],
  known: ExpansionContext,
  use: PlanParameter['usedIn'][number],
): void {
  const parameter = expand(args[0] ?? '', known).text;
  if (parameter === '') return;
  const written = name === '__P' ? args[1] : args[2];
  const defaultValue = written === undefined ? (name === '__P' ? '1' : null) : expand(written, known).text;
  const found = parameters.get(parameter);
  if (found === undefined) {
    const value = known.properties.get(parameter) ?? defaultValue;
    parameters.set(parameter, { name: parameter, defaultValue, function: name, value, usedIn: [use] });
    return;
  }
  found.usedIn.push(use);
  if (defaultValue !== null && found.defaultValue !== null && defaultValue !== found.defaultValue) {
    found.otherDefaults = [...new Set([...(found.otherDefaults ?? []), defaultValue])];
  }
}
