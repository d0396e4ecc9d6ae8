/**
 * Points in one binary block: what a chart takes with one typed-array view and no parsing.
 *
 * Layout, little endian: `u32 magic 'WFB1'`, `u32 columns` (times included), `u32 rows`, `u32 reserved 0`, then each
 * column as `rows` float64. Column 0 is epoch ms. NaN stands for "no value". 16 bytes of header keep float64 aligned.
 */
const magic = 0x31_42_46_57;
const headerBytes = 16;
/** A block holds at most this many numbers (64 MB); more is a mistake or an attack. */
export const maxBlockNumbers = 8_000_000;

export interface Block {
  times: Float64Array;
  columns: Float64Array[];
}

export class BlockError extends Error {
  override name = 'BlockError';
}

/** Encodes columns of equal length. Throws BlockError when lengths differ or the limit is passed. */
export function encodeBlock(times: ArrayLike<number>, columns: readonly ArrayLike<number | null>[]): Uint8Array {
  const rows = times.length;
  const count = columns.length + 1;
  if (rows * count > maxBlockNumbers)
    throw new BlockError(`block of ${rows * count} numbers, at most ${maxBlockNumbers}`);
  const bytes = new Uint8Array(headerBytes + rows * count * 8);
  const header = new DataView(bytes.buffer, 0, headerBytes);
  header.setUint32(0, magic, true);
  header.setUint32(4, count, true);
  header.setUint32(8, rows, true);
  const all = new Float64Array(bytes.buffer, headerBytes);
  for (let row = 0; row < rows; row++) all[row] = times[row] ?? Number.NaN;
  columns.forEach((column, index) => {
    if (column.length !== rows) throw new BlockError(`column ${index} has ${column.length} rows, not ${rows}`);
    const offset = (index + 1) * rows;
    for (let row = 0; row < rows; row++) all[offset + row] = column[row] ?? Number.NaN;
  });
  return bytes;
}

/** Decodes a block; throws BlockError when the header does not fit the bytes. */
export function decodeBlock(bytes: Uint8Array): Block {
  if (bytes.byteLength < headerBytes) throw new BlockError('block shorter than its header');
  const aligned = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice();
  const header = new DataView(aligned.buffer, aligned.byteOffset, headerBytes);
  if (header.getUint32(0, true) !== magic) throw new BlockError('not a block');
  const count = header.getUint32(4, true);
  const rows = header.getUint32(8, true);
  if (count < 1 || rows * count > maxBlockNumbers || aligned.byteLength !== headerBytes + rows * count * 8) {
    throw new BlockError(`block header says ${count} × ${rows}, but ${aligned.byteLength} bytes came`);
  }
  const column = (index: number) =>
    new Float64Array(aligned.buffer, aligned.byteOffset + headerBytes + index * rows * 8, rows);
  return { times: column(0), columns: Array.from({ length: count - 1 }, (_, index) => column(index + 1)) };
}
