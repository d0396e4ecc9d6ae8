import { Batch } from './batch.ts';
import type { HostTrack } from './host-activity.ts';
import type { FieldType } from './store.ts';

/** A column of a measurement; `ordinal` counts fields and tags together in the order they first appeared. */
export interface FieldColumn {
  ordinal: number;
  name: string;
  type: FieldType;
  /** Place among the measurement's fields: its place in the table and in a batch. */
  index: number;
  /** Whether the database has it: until then queries do not see it. */
  stored: boolean;
  /** Its key as it was last written, still escaped, to recognise it without making text. */
  bytes: Uint8Array;
}

export interface TagColumn {
  ordinal: number;
  name: string;
  stored: boolean;
}

/** One tag set of a measurement. */
export interface Series {
  id: number;
  measurement: Measurement;
  /** Values by the order of `measurement.tags`; shorter when tags were added later. */
  tagValues: (string | undefined)[];
  host: HostTrack | undefined;
  /** Its newest point: what is not newer than this may already be stored. */
  seconds: number;
  nanos: number;
  /** Row of that point in the batch of `generation`. */
  row: number;
  generation: number;
}

/**
 * A measurement as the owner thread knows it. Its points are in `store.m<id>` (time, series, one column a field), its
 * tag sets in `store.s<id>` (series, one column a tag), and the view named after it joins them.
 */
export class Measurement {
  readonly id: number;
  readonly name: string;
  readonly fields: FieldColumn[] = [];
  readonly tags: TagColumn[] = [];
  /** By escaped key as written: two spellings of a name may lead to the same column. */
  readonly fieldsByKey = new Map<string, FieldColumn>();
  readonly fieldsByName = new Map<string, FieldColumn>();
  readonly tagIndex = new Map<string, number>();
  readonly series = new Map<string, Series>();
  /** Fields in the order of the last line: the next line mostly has the same. */
  readonly order: FieldColumn[] = [];
  active: Batch;
  spare: Batch | undefined;
  stored = false;
  late: Batch | undefined;

  constructor(id: number, name: string) {
    this.id = id;
    this.name = name;
    this.active = new Batch();
  }

  get columnCount(): number {
    return this.fields.length + this.tags.length;
  }

  /** Puts an empty batch in the place of the one that is about to be written. */
  replaceActive(): void {
    this.active = this.spare ?? new Batch();
    this.spare = undefined;
  }

  addField(name: string, type: FieldType, stored = false, ordinal = this.columnCount): FieldColumn {
    const column: FieldColumn = { ordinal, name, type, stored, index: this.fields.length, bytes: new Uint8Array() };
    this.fields.push(column);
    this.fieldsByName.set(name, column);
    return column;
  }

  addTag(name: string, stored = false, ordinal = this.columnCount): TagColumn {
    const column: TagColumn = { ordinal, name, stored };
    this.tagIndex.set(name, this.tags.length);
    this.tags.push(column);
    return column;
  }
}

/** What the database does not know yet; kept until a commit took it. */
export interface CatalogChanges {
  measurements: Measurement[];
  fields: { measurement: Measurement; column: FieldColumn }[];
  tags: { measurement: Measurement; column: TagColumn }[];
  series: Series[];
}

/** Everything the owner thread remembers of names and tag sets. */
export class SeriesCatalog {
  readonly measurements = new Map<string, Measurement>();
  /** By the head of a line as written (Latin-1 text of its bytes). */
  readonly heads = new Map<string, Series>();
  changes: CatalogChanges = { measurements: [], fields: [], tags: [], series: [] };
  seriesCount = 0;
  nextMeasurement = 1;
  nextSeries = 1;

  /** Hands the changes over; a failed commit gives them back with `restoreChanges`. */
  takeChanges(): CatalogChanges {
    const taken = this.changes;
    this.changes = { measurements: [], fields: [], tags: [], series: [] };
    return taken;
  }

  restoreChanges(taken: CatalogChanges): void {
    this.changes = {
      measurements: [...taken.measurements, ...this.changes.measurements],
      fields: [...taken.fields, ...this.changes.fields],
      tags: [...taken.tags, ...this.changes.tags],
      series: [...taken.series, ...this.changes.series],
    };
  }
}

/** Identity of a tag set: sorted, without empty values. */
export function seriesKey(tags: readonly (readonly [string, string])[]): string {
  return JSON.stringify(tags.filter(([, value]) => value !== '').sort(([a], [b]) => (a < b ? -1 : 1)));
}
