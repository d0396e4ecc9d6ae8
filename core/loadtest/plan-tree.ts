import { PlanError, type PlanPath } from './plan-types.ts';
import type { XmlNode } from './plan-xml.ts';

/** One property of a test element, with the properties nested in it. */
export interface PlanProperty {
  name: string;
  /** `stringProp`, `boolProp`, `intProp`, `elementProp`, `collectionProp` … */
  kind: string;
  text: string;
  children: PlanProperty[];
}

/** One test element of a plan. */
export interface PlanElement {
  /** Name of its tag, e.g. `HTTPSamplerProxy`. */
  tag: string;
  /** Java class, as `testclass` names it; the tag when it does not. */
  className: string;
  guiClass: string;
  name: string;
  /** Its own switch; see `isActive` for the parents'. */
  enabled: boolean;
  /** It and all its parents are enabled: JMeter leaves everything else out. */
  isActive: boolean;
  properties: PlanProperty[];
  parent: PlanElement | undefined;
  children: PlanElement[];
  path: PlanPath;
}

export interface PlanDocument {
  /** The `TestPlan` element. */
  root: PlanElement;
  jmeterVersion: string;
}

/** Builds the tree of test elements: in the file, every element is followed by a `hashTree` with its children. */
export function buildPlan(xml: XmlNode): PlanDocument {
  if (xml.tag !== 'jmeterTestPlan') {
    throw new PlanError(
      'not-a-plan',
      `The file is not a JMeter plan: its root element is <${xml.tag}>, not <jmeterTestPlan>.`,
      1,
    );
  }
  const tree = xml.children.find((child) => child.tag === 'hashTree');
  const root = tree === undefined ? undefined : elementsOf(tree, undefined)[0];
  if (root === undefined) throw new PlanError('not-a-plan', 'The plan is empty.', 1);
  return { root, jmeterVersion: xml.attributes.get('jmeter') ?? '' };
}

function elementsOf(tree: XmlNode, parent: PlanElement | undefined): PlanElement[] {
  const elements: PlanElement[] = [];
  for (const node of tree.children) {
    const last = elements.at(-1);
    if (node.tag === 'hashTree') {
      if (last !== undefined) last.children = elementsOf(node, last);
      continue;
    }
    elements.push(elementOf(node, parent));
  }
  return elements;
}

function elementOf(node: XmlNode, parent: PlanElement | undefined): PlanElement {
  const name = node.attributes.get('testname') ?? node.tag;
  const enabled = node.attributes.get('enabled') !== 'false';
  return {
    tag: node.tag,
    className: node.attributes.get('testclass') ?? node.tag,
    guiClass: node.attributes.get('guiclass') ?? '',
    name,
    enabled,
    isActive: enabled && (parent?.isActive ?? true),
    properties: node.children.map(propertyOf),
    parent,
    children: [],
    path: [...(parent?.path ?? []), name],
  };
}

function propertyOf(node: XmlNode): PlanProperty {
  // Old plans write <objProp><name>…</name><value>…</value>, with settings as plain elements in it.
  const inner = node.tag === 'objProp' ? node.children.find((child) => child.tag === 'name')?.text : undefined;
  return {
    name: node.attributes.get('name') ?? inner ?? node.tag,
    kind: node.tag,
    text: node.text,
    children: node.children.map(propertyOf),
  };
}

/** Every element below and including `element`, parents first, in the order of the file. */
export function* walk(element: PlanElement): Generator<PlanElement> {
  yield element;
  for (const child of element.children) yield* walk(child);
}

/** Every property of an element with a text of its own, nested ones too. */
export function* textProperties(properties: readonly PlanProperty[]): Generator<PlanProperty> {
  for (const property of properties) {
    if (property.children.length === 0) yield property;
    else yield* textProperties(property.children);
  }
}

/** The property found by going down the names, e.g. `('ThreadGroup.main_controller', 'LoopController.loops')`. */
export function findProperty(element: PlanElement, ...names: readonly string[]): PlanProperty | undefined {
  let properties: readonly PlanProperty[] = element.properties;
  let found: PlanProperty | undefined;
  for (const name of names) {
    found = properties.find((property) => property.name === name);
    if (found === undefined) return undefined;
    properties = found.children;
  }
  return found;
}

/** Text of a property, trimmed; empty when it is missing. */
export function textOf(element: PlanElement, ...names: readonly string[]): string {
  return findProperty(element, ...names)?.text.trim() ?? '';
}

/** `Argument` entries of an `Arguments` list: pairs of name and value. */
export function argumentsOf(properties: readonly PlanProperty[]): { name: string; value: string }[] {
  const list = properties.find((property) => property.name === 'Arguments.arguments');
  return (list?.children ?? []).map((argument) => ({
    name: argument.children.find((child) => child.name === 'Argument.name')?.text.trim() ?? '',
    value: argument.children.find((child) => child.name === 'Argument.value')?.text ?? '',
  }));
}
