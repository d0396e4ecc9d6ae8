import { readFile } from 'node:fs/promises';
import { inflateRawSync } from 'node:zlib';

const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;
const manifest = 'META-INF/MANIFEST.MF';
const largestJar = 64 * 1024 * 1024;

/** `Implementation-Version` out of a jar's manifest; `undefined` when the file is no jar or does not say. */
export async function jarVersion(path: string): Promise<string | undefined> {
  const bytes = await readFile(path).catch(() => undefined);
  if (bytes === undefined || bytes.length > largestJar) return undefined;
  try {
    return /^Implementation-Version: *(\S+)/m.exec(entryText(bytes, manifest) ?? '')?.[1];
  } catch {
    return undefined;
  }
}

/** One entry of a zip archive as text, by way of its central directory (PKWARE APPNOTE 4.3). */
function entryText(zip: Buffer, name: string): string | undefined {
  let end = zip.length - 22;
  while (end >= 0 && zip.readUInt32LE(end) !== endOfDirectory) end -= 1;
  if (end < 0) return undefined;
  const entries = zip.readUInt16LE(end + 10);
  let at = zip.readUInt32LE(end + 16);
  for (let i = 0; i < entries && zip.readUInt32LE(at) === directoryEntry; i += 1) {
    const nameLength = zip.readUInt16LE(at + 28);
    const next = at + 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
    if (zip.toString('utf8', at + 46, at + 46 + nameLength) === name) {
      const local = zip.readUInt32LE(at + 42);
      const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
      const packed = zip.subarray(from, from + zip.readUInt32LE(at + 20));
      const stored = zip.readUInt16LE(at + 10) === 0;
      return (stored ? packed : inflateRawSync(packed, { maxOutputLength: 1024 * 1024 })).toString('utf8');
    }
    at = next;
  }
  return undefined;
}
