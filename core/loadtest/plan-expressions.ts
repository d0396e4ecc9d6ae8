/** A call such as `${__P(users,10)}`: its arguments are texts that may hold further expressions. */
export interface FunctionCall {
  name: string;
  arguments: string[];
  source: string;
}

export interface ExpansionContext {
  /** Values of properties, by which `__P` and `__property` are answered. */
  properties: ReadonlyMap<string, string>;
  variables: ReadonlyMap<string, string>;
}

export interface Expansion {
  text: string;
  /** False when something stayed as `${…}`. */
  resolved: boolean;
}

type Part =
  | { kind: 'text'; text: string }
  | { kind: 'variable'; name: string; source: string }
  | ({ kind: 'call' } & FunctionCall);

/** Deeper nesting is left as it stands. */
const MAX_DEPTH = 20;

/** Splits a text into plain parts, `${variable}` and `${__function(arguments)}`, as JMeter's FunctionParser does. */
function parseExpressions(text: string): Part[] {
  const parts: Part[] = [];
  let plain = '';
  let at = 0;
  while (at < text.length) {
    if (text[at] === '\\' && /[\\$,]/.test(text[at + 1] ?? '')) {
      plain += text[at + 1] ?? '';
      at += 2;
      continue;
    }
    const expression = text.startsWith('${', at) ? readExpression(text, at) : undefined;
    if (expression === undefined) {
      plain += text[at] ?? '';
      at += 1;
      continue;
    }
    if (plain !== '') parts.push({ kind: 'text', text: plain });
    plain = '';
    parts.push(expression.part);
    at = expression.end;
  }
  if (plain !== '') parts.push({ kind: 'text', text: plain });
  return parts;
}

function readExpression(text: string, start: number): { part: Part; end: number } | undefined {
  const head = /^\$\{\s*([^(){}$]*?)\s*([(}])/.exec(text.slice(start, start + 400));
  const name = head?.[1];
  if (head === null || name === undefined) return undefined;
  const behind = start + head[0].length;
  const isFunction = name.startsWith('__');
  if (head[2] === '}') {
    const source = text.slice(start, behind);
    const part: Part = isFunction ? { kind: 'call', name, arguments: [], source } : { kind: 'variable', name, source };
    return { part, end: behind };
  }
  if (!isFunction) return undefined;
  const read = readArguments(text, behind);
  if (read === undefined) return undefined;
  const close = text.indexOf('}', read.end);
  if (close < 0) return undefined;
  return {
    part: { kind: 'call', name, arguments: read.arguments, source: text.slice(start, close + 1) },
    end: close + 1,
  };
}

/** Reads up to the bracket that closes the call; commas in brackets or in nested expressions part nothing. */
function readArguments(text: string, start: number): { arguments: string[]; end: number } | undefined {
  const list: string[] = [];
  let current = '';
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === '\\') {
      current += character + (text[at + 1] ?? '');
      at += 1;
    } else if (character === ')' && depth === 0) {
      if (list.length > 0 || current !== '') list.push(current);
      return { arguments: list.map((one) => one.trim()), end: at + 1 };
    } else if (character === ',' && depth === 0) {
      list.push(current);
      current = '';
    } else {
      if (character === '(' || character === '{') depth += 1;
      if ((character === ')' || character === '}') && depth > 0) depth -= 1;
      current += character;
    }
  }
  return undefined;
}

/** Every function call in a text, also those inside the arguments of others. */
export function functionCalls(text: string, depth = 0): FunctionCall[] {
  if (!text.includes('${') || depth > MAX_DEPTH) return [];
  return parseExpressions(text).flatMap((part) =>
    part.kind === 'call'
      ? [
          { name: part.name, arguments: part.arguments, source: part.source },
          ...part.arguments.flatMap((argument) => functionCalls(argument, depth + 1)),
        ]
      : [],
  );
}

/**
 * Puts in what is known before the run: user variables, and properties by `__P` (default 1) and `__property` (default its
 * name). Everything else stays as it is written.
 */
export function expand(text: string, context: ExpansionContext, depth = 0): Expansion {
  if (!text.includes('${') && !text.includes('\\')) return { text, resolved: true };
  if (depth > MAX_DEPTH) return { text, resolved: false };
  // JMeter takes a backslash as an escape only where there is an expression at all.
  if (!text.includes('${')) return { text, resolved: true };
  const results = parseExpressions(text).map((part): Expansion => {
    if (part.kind === 'text') return { text: part.text, resolved: true };
    const value = part.kind === 'variable' ? context.variables.get(part.name) : answer(part, context, depth);
    if (value === undefined) return { text: part.source, resolved: false };
    return expand(value, context, depth + 1);
  });
  return { text: results.map((one) => one.text).join(''), resolved: results.every((one) => one.resolved) };
}

function answer(call: FunctionCall, context: ExpansionContext, depth: number): string | undefined {
  const argument = (index: number): string => expand(call.arguments[index] ?? '', context, depth + 1).text;
  if (call.name === '__P')
    return context.properties.get(argument(0)) ?? (call.arguments[1] === undefined ? '1' : argument(1));
  if (call.name === '__property') {
    return context.properties.get(argument(0)) ?? (call.arguments[2] === undefined ? argument(0) : argument(2));
  }
  if (call.name === '__V') {
    return context.variables.get(argument(0)) ?? (call.arguments[1] === undefined ? undefined : argument(1));
  }
  return undefined;
}

/** Functions JMeter 5.6.3 brings along. */
const ownFunctions: ReadonlySet<string> = new Set(
  `BeanShell changeCase char counter CSVRead dateTimeConvert digest env escapeHtml escapeOroRegexpChars escapeXml eval
  evalVar FileToString groovy intSum isPropDefined isVarDefined javaScript jexl2 jexl3 log logn longSum machineIP
  machineName P property Random RandomDate RandomFromMultipleVars RandomString regexFunction samplerName setProperty
  split StringFromFile StringToFile TestPlanName threadGroupName threadNum time timeShift unescape unescapeHtml
  urldecode urlencode UUID V XPath`
    .split(/\s+/)
    .map((name) => `__${name}`),
);

/** False for a function that some plug-in must bring: without it JMeter takes the call as text. */
export function isOwnFunction(name: string): boolean {
  return ownFunctions.has(name);
}
