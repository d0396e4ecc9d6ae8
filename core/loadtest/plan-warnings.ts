import { functionCalls, isOwnFunction } from './plan-expressions.ts';
import { inherited, isHttpSampler } from './plan-hosts.ts';
import { findProperty, type PlanElement, textOf, textProperties, walk } from './plan-tree.ts';
import type { PlanFile, PlanHost, PlanListener, PlanThreadGroup, PlanWarning } from './plan-types.ts';

interface Findings {
  threadGroups: readonly PlanThreadGroup[];
  hosts: readonly PlanHost[];
  files: readonly PlanFile[];
  listeners: readonly PlanListener[];
}

/** Elements that run code or programs: what they do, and to whom, the file does not tell. */
const scripts = /^(JSR223\w+|BeanShell\w+|BSF\w+|SystemSampler|JavaSampler|JUnitSampler|OSProcessSampler)$/;

/** Everything in a plan that an operator should know before starting it. */
export function warningsOf(root: PlanElement, findings: Findings): PlanWarning[] {
  const active = [...walk(root)].filter((element) => element.isActive);
  return [
    ...groupWarnings(root, findings.threadGroups),
    ...timeoutWarnings(active),
    ...active.flatMap(elementWarnings),
    ...listenerWarnings(findings.listeners),
    ...findings.hosts
      .filter((host) => !host.resolved)
      .map((host): PlanWarning => ({ code: 'unresolved-host', path: host.usedIn[0] ?? root.path, detail: host.host })),
  ];
}

/** Functions that no JMeter without plug-ins knows. */
export function unknownFunctionsOf(root: PlanElement): string[] {
  const names = new Set<string>();
  for (const element of walk(root)) {
    if (!element.isActive) continue;
    for (const property of textProperties(element.properties)) {
      for (const { name } of functionCalls(property.text)) if (!isOwnFunction(name)) names.add(name);
    }
  }
  return [...names];
}

function groupWarnings(root: PlanElement, groups: readonly PlanThreadGroup[]): PlanWarning[] {
  const enabled = groups.filter((group) => group.enabled);
  if (enabled.length === 0) return [{ code: 'no-enabled-thread-group', path: root.path, detail: '' }];
  return enabled
    .filter((group) => (group.loops === 'forever' || group.loops === '-1') && group.durationSeconds === null)
    .map((group) => ({ code: 'runs-forever', path: group.path, detail: group.loops ?? '' }));
}

/** One warning a kind, naming the first sampler and how many there are. */
function timeoutWarnings(active: readonly PlanElement[]): PlanWarning[] {
  const samplers = active.filter(isHttpSampler);
  const without = (property: string): PlanElement[] =>
    samplers.filter((sampler) => inherited(sampler, property) === '');
  const warning = (code: PlanWarning['code'], found: readonly PlanElement[]): PlanWarning[] => {
    const [first] = found;
    return first === undefined ? [] : [{ code, path: first.path, detail: `${found.length}/${samplers.length}` }];
  };
  return [
    ...warning('no-connect-timeout', without('HTTPSampler.connect_timeout')),
    ...warning('no-response-timeout', without('HTTPSampler.response_timeout')),
    ...warning(
      'may-hit-other-hosts',
      samplers.filter((sampler) => fetchesAnything(sampler)),
    ),
  ];
}

/** Embedded resources are fetched from wherever the page says, unless a pattern limits them. */
function fetchesAnything(sampler: PlanElement): boolean {
  return (
    inherited(sampler, 'HTTPSampler.image_parser') === 'true' &&
    inherited(sampler, 'HTTPSampler.embedded_url_re') === ''
  );
}

function elementWarnings(element: PlanElement): PlanWarning[] {
  const warnings: PlanWarning[] = [];
  if (scripts.test(element.tag)) {
    warnings.push({ code: 'script-may-do-anything', path: element.path, detail: element.tag });
  }
  if (element.tag === 'IncludeController') {
    warnings.push({
      code: 'includes-other-plan',
      path: element.path,
      detail: textOf(element, 'IncludeController.includepath'),
    });
  }
  for (const property of textProperties(element.properties)) {
    if (!/^(int|bool|long|float|double)Prop$/.test(property.kind) || !property.text.includes('${')) continue;
    warnings.push({ code: 'function-in-typed-property', path: element.path, detail: property.name });
  }
  return warnings;
}

function listenerWarnings(listeners: readonly PlanListener[]): PlanWarning[] {
  return listeners
    .filter((listener) => listener.enabled)
    .flatMap((listener): PlanWarning[] => {
      if (listener.isBackend) return [{ code: 'backend-listener', path: listener.path, detail: listener.className }];
      if (listener.file !== '') return [{ code: 'listener-writes-file', path: listener.path, detail: listener.file }];
      return /Visualizer|Graph|Report/.test(listener.className)
        ? [{ code: 'gui-listener', path: listener.path, detail: listener.className }]
        : [];
    });
}

/** True when the plan runs its thread groups one after another. */
export function isSerial(root: PlanElement): boolean {
  return findProperty(root, 'TestPlan.serialize_threadgroups')?.text.trim() === 'true';
}
