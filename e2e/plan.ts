import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A plan that asks for users, seconds and the port of its target, written where an operator would keep it. */
export function writePlan(folder: string, port: number): string {
  const template = readFileSync(join(import.meta.dirname, 'story.jmx'), 'utf8');
  const path = join(folder, 'story.jmx');
  writeFileSync(path, template.replaceAll('@PORT@', String(port)));
  return path;
}
