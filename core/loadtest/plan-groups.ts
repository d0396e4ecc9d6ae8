import { type ExpansionContext, expand } from './plan-expressions.ts';
import { findProperty, type PlanElement, textOf, walk } from './plan-tree.ts';
import type { PlanThreadGroup } from './plan-types.ts';

const kinds: readonly (readonly [RegExp, PlanThreadGroup['kind']])[] = [
  [/Setup(ThreadGroup)$/i, 'setUp'],
  [/PostThreadGroup$/i, 'tearDown'],
  [/UltimateThreadGroup$/, 'ultimate'],
  [/ConcurrencyThreadGroup$/, 'concurrency'],
  [/(Arrivals|FreeFormArrivals)ThreadGroup$|OpenModelThreadGroup$/, 'arrivals'],
  [/SteppingThreadGroup$/, 'stepping'],
  [/(^|\.)ThreadGroup$/, 'plain'],
];

/** True for JMeter's thread groups and those of plug-ins. */
export function isThreadGroup(element: PlanElement): boolean {
  return element.tag.endsWith('ThreadGroup') || element.className.endsWith('ThreadGroup');
}

/** The thread groups of a plan, also the disabled ones, with known values put in. */
export function threadGroupsOf(root: PlanElement, values: ExpansionContext): PlanThreadGroup[] {
  return [...walk(root)].filter(isThreadGroup).map((element) => threadGroupOf(element, values));
}

function threadGroupOf(element: PlanElement, values: ExpansionContext): PlanThreadGroup {
  const kind = kindOf(element);
  const read = (...names: readonly string[]): string | null => {
    const text = textOf(element, ...names);
    return text === '' ? null : expand(text, values).text;
  };
  const group: PlanThreadGroup = {
    name: element.name,
    className: element.className,
    kind,
    enabled: element.isActive,
    threads: read('ThreadGroup.num_threads'),
    rampUpSeconds: read('ThreadGroup.ramp_time'),
    loops: loopsOf(element, read),
    durationSeconds: null,
    delaySeconds: null,
    path: element.path,
  };
  if (textOf(element, 'ThreadGroup.scheduler') === 'true') {
    group.durationSeconds = read('ThreadGroup.duration');
    group.delaySeconds = read('ThreadGroup.delay');
  }
  if (kind === 'ultimate') return { ...group, ...ultimate(element, values) };
  if (kind === 'concurrency' || kind === 'arrivals') return { ...group, ...targetLevel(element, read) };
  return group;
}

function kindOf(element: PlanElement): PlanThreadGroup['kind'] {
  const found = kinds.find(([pattern]) => pattern.test(element.className) || pattern.test(element.tag));
  return found?.[1] ?? 'other';
}

function loopsOf(element: PlanElement, read: (...names: readonly string[]) => string | null): string | null {
  const controller = findProperty(element, 'ThreadGroup.main_controller');
  if (controller === undefined) return null;
  const forever = textOf(element, 'ThreadGroup.main_controller', 'LoopController.continue_forever') !== 'false';
  return forever ? 'forever' : (read('ThreadGroup.main_controller', 'LoopController.loops') ?? '1');
}

/** Rows of start threads, delay, start-up, hold and shut-down seconds. */
function ultimate(element: PlanElement, values: ExpansionContext): Partial<PlanThreadGroup> {
  const rows = (findProperty(element, 'ultimatethreadgroupdata')?.children ?? []).map((row) =>
    row.children.map((cell) => Number(expand(cell.text.trim(), values).text)),
  );
  if (rows.length === 0 || rows.some((row) => row.length < 5 || row.some(Number.isNaN))) return {};
  const threads = rows.reduce((sum, row) => sum + (row[0] ?? 0), 0);
  const end = Math.max(...rows.map((row) => row.slice(1, 5).reduce((sum, seconds) => sum + seconds, 0)));
  return { threads: String(threads), durationSeconds: String(end) };
}

/** Plug-ins write TargetLevel, RampUp and Hold, in minutes where Unit is M. */
function targetLevel(
  element: PlanElement,
  read: (...names: readonly string[]) => string | null,
): Partial<PlanThreadGroup> {
  const seconds = (text: string | null): string | null => {
    if (text === null || textOf(element, 'Unit') !== 'M') return text;
    const minutes = Number(text);
    return Number.isNaN(minutes) ? text : String(minutes * 60);
  };
  const ramp = seconds(read('RampUp'));
  const hold = seconds(read('Hold'));
  const whole = Number(ramp) + Number(hold);
  return {
    threads: read('TargetLevel'),
    rampUpSeconds: ramp,
    durationSeconds: hold === null || Number.isNaN(whole) ? null : String(whole),
  };
}
