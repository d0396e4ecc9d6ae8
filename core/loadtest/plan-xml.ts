import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { PlanError } from './plan-types.ts';

/** Plans larger than this are refused. */
export const MAX_PLAN_CHARACTERS = 50_000_000;

/** An element of the file, in document order. `text` joins the element's own text. */
export interface XmlNode {
  tag: string;
  attributes: ReadonlyMap<string, string>;
  text: string;
  children: XmlNode[];
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  // Numeric references such as &#xd; stand in scripts.
  htmlEntities: true,
});

/**
 * Parses a plan's text into its root element. Throws `PlanError` with the line of a fault. Document type declarations
 * are refused, so no entity is ever fetched or expanded.
 */
export function parseXml(xml: string): XmlNode {
  if (xml.length > MAX_PLAN_CHARACTERS) {
    throw new PlanError('too-large', `The plan has ${xml.length} characters; ${MAX_PLAN_CHARACTERS} are allowed.`);
  }
  const text = xml.replace(/^\uFEFF/, '');
  const declaration = /<!DOCTYPE/i.exec(text);
  if (declaration !== null) {
    throw new PlanError(
      'not-xml',
      'A plan must not have a document type declaration.',
      lineAt(text, declaration.index),
    );
  }
  const verdict = XMLValidator.validate(text, { allowBooleanAttributes: true });
  if (verdict !== true) throw new PlanError('not-xml', verdict.err.msg, verdict.err.line, verdict.err.col);
  return rootOf(parse(text));
}

function parse(text: string): unknown {
  try {
    return parser.parse(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const code = /nested/i.test(message) ? 'too-deep' : 'not-xml';
    throw new PlanError(code, message);
  }
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}

function rootOf(parsed: unknown): XmlNode {
  const nodes = nodesOf(parsed);
  const root = nodes.children[0];
  if (root === undefined) throw new PlanError('not-xml', 'The file has no element.');
  return root;
}

/** The parser's ordered form: `[{ tag: [...], ':@': { attribute: value } }, { '#text': '…' }]`. */
function nodesOf(value: unknown): { text: string; children: XmlNode[] } {
  const children: XmlNode[] = [];
  let text = '';
  for (const item of Array.isArray(value) ? value : []) {
    if (!isRecord(item)) continue;
    for (const [tag, content] of Object.entries(item)) {
      if (tag === ':@') continue;
      if (tag === '#text') text += String(content);
      else children.push({ tag, attributes: attributesOf(item[':@']), ...nodesOf(content) });
    }
  }
  return { text, children };
}

function attributesOf(value: unknown): ReadonlyMap<string, string> {
  if (!isRecord(value)) return new Map();
  return new Map(Object.entries(value).map(([name, content]) => [name, String(content)]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
