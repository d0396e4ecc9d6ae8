import { type Block, decodeBlock } from '#core/metrics/block.ts';

/** Reads the base64 of a binary block. Throws BlockError (or a DOMException for what is no base64). */
export function readBlock(base64: string): Block {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
  return decodeBlock(bytes);
}
