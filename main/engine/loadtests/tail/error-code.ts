/** A sample that the server answered well and an assertion refused has no code of its own. */
export function codeName(code: string): string {
  return code === '' ? 'assertion' : code;
}
