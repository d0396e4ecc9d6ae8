/**
 * Text of a Java properties file (`java.util.Properties.load`: ISO 8859-1 with `\uXXXX`, backslash escapes). Written to a
 * file, a value may be empty, hold any sign, and does not show in the list of processes; on JMeter's command line an empty
 * value removes the property instead.
 */
export function propertiesText(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${escaped(name, true)}=${escaped(value, false)}\n`)
    .join('');
}

function escaped(text: string, isName: boolean): string {
  let out = '';
  for (let i = 0; i < text.length; i += 1) {
    const sign = text.charAt(i);
    const code = text.charCodeAt(i);
    if (sign === '\n') out += '\\n';
    else if (sign === '\r') out += '\\r';
    else if (sign === '\t') out += '\\t';
    else if (sign === '\f') out += '\\f';
    else if (code < 0x20 || code > 0x7e) out += `\\u${code.toString(16).padStart(4, '0')}`;
    else if (sign === '\\' || (isName && /[=:#! ]/.test(sign)) || (!isName && i === 0 && sign === ' '))
      out += `\\${sign}`;
    else out += sign;
  }
  return out;
}
