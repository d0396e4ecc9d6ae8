/** A text literal. DuckDB's plain quotes know no escape but the doubled quote. */
export function sqlString(text: string): string {
  // DuckDB's parser ends at a NUL.
  return `'${text.replaceAll('\0', '').replaceAll("'", "''")}'`;
}

/** A quoted identifier. */
export function sqlName(name: string): string {
  return `"${name.replaceAll('\0', '').replaceAll('"', '""')}"`;
}
