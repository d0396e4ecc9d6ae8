/** Why something cannot be done, in a machine word that the screen puts into the operator's language. */
export class LoadtestProblem extends Error {
  override readonly name = 'LoadtestProblem';
  readonly code: 'NOT_FOUND' | 'CONFLICT' | 'REFUSED' | 'UNAVAILABLE';
  readonly reason: string;
  readonly detail: string | undefined;
  readonly field: string | undefined;

  constructor(code: LoadtestProblem['code'], reason: string, more: { detail?: string; field?: string } = {}) {
    super(more.detail === undefined ? reason : `${reason}: ${more.detail}`);
    this.code = code;
    this.reason = reason;
    this.detail = more.detail;
    this.field = more.field;
  }
}

/** What the system's error means for a path that the operator gave; anything else is passed on as it is. */
export function pathProblem(error: unknown, path: string, field = 'path'): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return new LoadtestProblem('REFUSED', 'not-found', { detail: path, field });
  if (code === 'EACCES' || code === 'EPERM')
    return new LoadtestProblem('REFUSED', 'no-access', { detail: path, field });
  if (code === 'ENOTDIR') return new LoadtestProblem('REFUSED', 'not-a-folder', { detail: path, field });
  if (code === 'EISDIR') return new LoadtestProblem('REFUSED', 'not-a-file', { detail: path, field });
  if (code === 'ELOOP' || code === 'ENAMETOOLONG' || code === 'EINVAL' || code === 'ERR_INVALID_ARG_VALUE') {
    return new LoadtestProblem('REFUSED', 'bad-path', { detail: path.replaceAll('\0', '␀'), field });
  }
  return error;
}
