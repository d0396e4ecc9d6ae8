import type { JtlTexts } from './jtl-batch.ts';

const FIRST_SLOTS = 256;
const FIRST_BYTES = 8192;

/**
 * Gives every different byte string of a column a small number, so that a row costs no string.
 * Id 0 is the empty text. Texts are decoded once, as UTF-8 (bad bytes become U+FFFD).
 */
export class ByteDictionary implements JtlTexts {
  generation = 0;
  private slots = new Int32Array(FIRST_SLOTS);
  private hashes = new Int32Array(FIRST_SLOTS);
  private starts = new Int32Array(FIRST_SLOTS + 1);
  private store = new Uint8Array(FIRST_BYTES);
  private texts: string[] = [''];
  private marks: number[] = [0];
  private readonly decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  private readonly markOf: (text: string) => number;

  /** `markOf` is asked once a text; its answer is read back by `mark`. */
  constructor(markOf: (text: string) => number = () => 0) {
    this.markOf = markOf;
  }

  get size(): number {
    return this.texts.length;
  }

  get(id: number): string {
    return this.texts[id] ?? '';
  }

  mark(id: number): number {
    return this.marks[id] ?? 0;
  }

  /** Forgets everything but the empty text: ids given before are void. */
  clear(): void {
    this.generation += 1;
    this.slots.fill(0);
    this.texts = [''];
    this.marks = [0];
  }

  /** Id of the bytes [start, end); a new id when they were not seen before, or `whenFull` at `limit` texts. */
  intern(bytes: Uint8Array, start: number, end: number, limit: number, whenFull: number): number {
    if (start === end) return 0;
    let hash = 0x811c9dc5 | 0;
    for (let i = start; i < end; i += 1) hash = Math.imul(hash ^ (bytes[i] ?? 0), 0x01000193);
    hash ^= hash >>> 15;
    const mask = this.slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const id = this.slots[slot] ?? 0;
      if (id === 0) break;
      if (this.hashes[id] === hash && this.holds(id, bytes, start, end)) return id;
      slot = (slot + 1) & mask;
    }
    if (this.texts.length >= limit) return whenFull;
    return this.insert(bytes, start, end, hash, slot);
  }

  /** Adds a text that no row held, e.g. the name under which too many labels are folded. */
  add(text: string): number {
    const bytes = new TextEncoder().encode(text);
    return this.intern(bytes, 0, bytes.length, Number.POSITIVE_INFINITY, 0);
  }

  private holds(id: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = this.starts[id] ?? 0;
    const length = end - start;
    if ((this.starts[id + 1] ?? 0) - from !== length) return false;
    const store = this.store;
    for (let i = 0; i < length; i += 1) {
      if (store[from + i] !== bytes[start + i]) return false;
    }
    return true;
  }

  private insert(bytes: Uint8Array, start: number, end: number, hash: number, slot: number): number {
    const id = this.texts.length;
    const from = id === 1 ? 0 : (this.starts[id] ?? 0);
    const length = end - start;
    this.reserve(id, from + length);
    this.store.set(bytes.subarray(start, end), from);
    this.starts[id] = from;
    this.starts[id + 1] = from + length;
    this.hashes[id] = hash;
    const text = this.decoder.decode(bytes.subarray(start, end));
    this.texts.push(text);
    this.marks.push(this.markOf(text));
    this.slots[slot] = id;
    if (this.texts.length * 2 > this.slots.length) this.rehash();
    return id;
  }

  private reserve(id: number, storeLength: number): void {
    if (storeLength > this.store.length) {
      const store = new Uint8Array(Math.max(storeLength, this.store.length * 2));
      store.set(this.store);
      this.store = store;
    }
    if (id + 2 > this.starts.length) {
      const starts = new Int32Array(this.starts.length * 2);
      starts.set(this.starts);
      this.starts = starts;
    }
    if (id + 1 > this.hashes.length) {
      const hashes = new Int32Array(this.hashes.length * 2);
      hashes.set(this.hashes);
      this.hashes = hashes;
    }
  }

  private rehash(): void {
    const slots = new Int32Array(this.slots.length * 2);
    const mask = slots.length - 1;
    for (let id = 1; id < this.texts.length; id += 1) {
      let slot = (this.hashes[id] ?? 0) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = id;
    }
    this.slots = slots;
  }
}
