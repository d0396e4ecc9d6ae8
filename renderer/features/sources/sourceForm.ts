import { type Source, type SourceConfig, sourceConfigSchema } from '#core/contract/sources.ts';

export type ConfiguredKind = SourceConfig['kind'];
export const configuredKinds = ['influxdb1', 'influxdb2', 'influxdb3', 'prometheus'] as const;

/** Fields an operator fills in; everything is kept as it was written until the source is tested or saved. */
export interface SourceDraft {
  kind: ConfiguredKind;
  name: string;
  url: string;
  database: string;
  retentionPolicy: string;
  org: string;
  username: string;
  acceptAnyCertificate: boolean;
  interval: string;
  /** `keep` leaves the stored secret, `set` takes what is written, `forget` destroys the stored one. */
  secretMode: 'keep' | 'set' | 'forget';
  secret: string;
}

export type DraftField = 'name' | 'url' | 'database' | 'retentionPolicy' | 'org' | 'username' | 'secret' | 'interval';
/** Machine words of the form's own checks; the others are the engine's. */
export type DraftProblem =
  | 'name-needed'
  | 'too-long'
  | 'url-wrong'
  | 'url-with-credentials'
  | 'url-with-query'
  | 'database-needed'
  | 'username-with-colon'
  | 'interval-wrong';
export type DraftProblems = Partial<Record<DraftField, DraftProblem>>;

/** What a kind of store asks for beside name, address, secret and interval. */
export const fieldsOf: Record<ConfiguredKind, readonly DraftField[]> = {
  influxdb1: ['database', 'retentionPolicy', 'username'],
  influxdb2: ['database', 'org'],
  influxdb3: ['database'],
  prometheus: ['username'],
};

/** What an address usually looks like; shown as an example, never filled in. */
export const exampleUrls: Record<ConfiguredKind, string> = {
  influxdb1: 'http://influx.example:8086',
  influxdb2: 'https://influx.example:8086',
  influxdb3: 'https://influx.example:8181',
  prometheus: 'http://prometheus.example:9090',
};

export function emptyDraft(): SourceDraft {
  return {
    kind: 'influxdb1',
    name: '',
    url: '',
    database: '',
    retentionPolicy: '',
    org: '',
    username: '',
    acceptAnyCertificate: false,
    interval: '10',
    secretMode: 'set',
    secret: '',
  };
}

/** The form of a source that is there. Its secret is never sent out: the form only knows whether one is kept. */
export function draftOf(config: SourceConfig, source: Pick<Source, 'hasSecret'>): SourceDraft {
  const { kind, name, url, database, retentionPolicy, org, username, acceptAnyCertificate } = config;
  return {
    kind,
    name,
    url,
    database,
    retentionPolicy,
    org,
    username,
    acceptAnyCertificate,
    interval: String(config.intervalSeconds),
    secretMode: source.hasSecret ? 'keep' : 'set',
    secret: '',
  };
}

function urlProblem(text: string): DraftProblem | undefined {
  const schema = sourceConfigSchema.shape.url;
  const trimmed = text.trim();
  if (!schema.safeParse(trimmed).success) return 'url-wrong';
  const url = new URL(trimmed);
  if (url.username !== '' || url.password !== '') return 'url-with-credentials';
  return url.search === '' && url.hash === '' ? undefined : 'url-with-query';
}

/** What is wrong with a draft, field by field; empty when it can be sent. Fields the kind does not have are not looked at. */
export function checkDraft(draft: SourceDraft): DraftProblems {
  const problems: DraftProblems = {};
  const asks = (field: DraftField) => fieldsOf[draft.kind].includes(field);
  const name = draft.name.trim();
  if (name === '') problems.name = 'name-needed';
  else if (name.length > 120) problems.name = 'too-long';
  const url = urlProblem(draft.url);
  if (url) problems.url = url;
  if (asks('database') && draft.database.trim() === '') problems.database = 'database-needed';
  for (const field of ['database', 'retentionPolicy', 'org', 'username'] as const) {
    if (asks(field) && draft[field].trim().length > 200) problems[field] = 'too-long';
  }
  if (asks('username') && draft.username.includes(':')) problems.username = 'username-with-colon';
  if (draft.secretMode === 'set' && draft.secret.length > 4096) problems.secret = 'too-long';
  const seconds = Number(draft.interval);
  if (draft.interval.trim() === '' || !Number.isInteger(seconds) || seconds < 1 || seconds > 3600) {
    problems.interval = 'interval-wrong';
  }
  return problems;
}

/** The configuration a draft means. Call it only when {@link checkDraft} found nothing. */
export function configOf(draft: SourceDraft): SourceConfig {
  const kept = (field: 'database' | 'retentionPolicy' | 'org' | 'username') =>
    fieldsOf[draft.kind].includes(field) ? draft[field].trim() : '';
  return sourceConfigSchema.parse({
    name: draft.name.trim(),
    kind: draft.kind,
    url: draft.url.trim(),
    database: kept('database'),
    retentionPolicy: kept('retentionPolicy'),
    org: kept('org'),
    username: kept('username'),
    acceptAnyCertificate: isTls(draft.url) && draft.acceptAnyCertificate,
    intervalSeconds: Number(draft.interval),
  });
}

/** The secret as the engine takes it: absent keeps the stored one, '' forgets it. */
export function secretOf(draft: SourceDraft): { secret?: string } {
  if (draft.secretMode === 'keep') return {};
  if (draft.secretMode === 'forget') return { secret: '' };
  return draft.secret === '' ? {} : { secret: draft.secret };
}

export function isTls(url: string): boolean {
  return /^\s*https:/i.test(url);
}

/** Whether the stored secret may still be used: it goes to no other address, product or unchecked certificate. */
export function secretStays(before: SourceConfig, draft: SourceDraft): boolean {
  const origin = (text: string) => (URL.canParse(text.trim()) ? new URL(text.trim()).origin : text);
  const lax = isTls(draft.url) && draft.acceptAnyCertificate && !before.acceptAnyCertificate;
  return origin(before.url) === origin(draft.url) && before.kind === draft.kind && !lax;
}
