import type { Settings } from '#core/contract/settings.ts';
import type { SavedSection } from './sections.ts';

/** The settings as they are written in the form: numbers stay text until they are saved. */
export interface SettingsDraft {
  site: { name: string; environment: string };
  intake: { enabled: boolean; host: string; port: string; certificateFile: string; keyFile: string };
  sampler: { enabled: boolean };
  retention: { metricsDays: string; loadtestMetricsDays: string; runsDays: string; logDays: string };
  /** Percent. */
  disk: { warnFree: string; stopFree: string };
  jmeter: { home: string; javaHome: string; heapMegabytes: string };
}

/** What is wrong at a field: a machine word and what is allowed. */
export interface FieldProblem {
  readonly reason:
    | 'needed'
    | 'too-long'
    | 'whole-number'
    | 'number'
    | 'below-warn'
    | 'host-wrong'
    | 'needs-tls'
    | 'needs-token';
  readonly values: Readonly<Record<string, number | string>>;
}
export type Problems = Readonly<Record<string, FieldProblem>>;

/** Range of every number, as the contract has it; percent for the disk. */
export const numberLimits = {
  port: { min: 0, max: 65_535, whole: true },
  metricsDays: { min: 1, max: 3650, whole: true },
  loadtestMetricsDays: { min: 1, max: 3650, whole: true },
  runsDays: { min: 1, max: 3650, whole: true },
  logDays: { min: 1, max: 3650, whole: true },
  warnFree: { min: 1, max: 90, whole: false },
  stopFree: { min: 0.5, max: 50, whole: false },
  heapMegabytes: { min: 64, max: 262_144, whole: true },
} as const;

/** The kinds of data that age, in the order of the form. */
export const retentionFields = ['metricsDays', 'loadtestMetricsDays', 'runsDays', 'logDays'] as const;

const percent = (ratio: number) => String(Number((ratio * 100).toFixed(2)));
const ratio = (text: string) => Number((Number(text) / 100).toFixed(4));

export function draftOf(settings: Settings): SettingsDraft {
  const { site, intake, sampler, retention, disk, jmeter } = settings;
  return {
    site: { ...site },
    intake: {
      enabled: intake.enabled,
      host: intake.host,
      port: String(intake.port),
      certificateFile: intake.certificateFile ?? '',
      keyFile: intake.keyFile ?? '',
    },
    sampler: { ...sampler },
    retention: {
      metricsDays: String(retention.metricsDays),
      loadtestMetricsDays: String(retention.loadtestMetricsDays),
      runsDays: String(retention.runsDays),
      logDays: String(retention.logDays),
    },
    disk: { warnFree: percent(disk.warnFree), stopFree: percent(disk.stopFree) },
    jmeter: { home: jmeter.home, javaHome: jmeter.javaHome, heapMegabytes: String(jmeter.heapMegabytes) },
  };
}

/** The settings a draft means. Call it for sections in which {@link problemsOf} found nothing. */
export function settingsOf(draft: SettingsDraft): Settings {
  const { site, intake, sampler, retention, disk, jmeter } = draft;
  const file = (text: string) => (text.trim() === '' ? null : text.trim());
  return {
    site: { name: site.name.trim(), environment: site.environment.trim() },
    intake: {
      enabled: intake.enabled,
      host: intake.host.trim(),
      port: Number(intake.port),
      certificateFile: file(intake.certificateFile),
      keyFile: file(intake.keyFile),
    },
    sampler: { ...sampler },
    retention: {
      metricsDays: Number(retention.metricsDays),
      loadtestMetricsDays: Number(retention.loadtestMetricsDays),
      runsDays: Number(retention.runsDays),
      logDays: Number(retention.logDays),
    },
    disk: { warnFree: ratio(disk.warnFree), stopFree: ratio(disk.stopFree) },
    jmeter: { home: jmeter.home.trim(), javaHome: jmeter.javaHome.trim(), heapMegabytes: Number(jmeter.heapMegabytes) },
  };
}

function numberProblem(text: string, field: keyof typeof numberLimits): FieldProblem | undefined {
  const { min, max, whole } = numberLimits[field];
  const number = Number(text);
  const good = text.trim() !== '' && Number.isFinite(number) && number >= min && number <= max;
  if (good && (!whole || Number.isInteger(number))) return undefined;
  return { reason: whole ? 'whole-number' : 'number', values: { min, max } };
}

function lengthProblem(text: string, max: number): FieldProblem | undefined {
  return text.trim().length > max ? { reason: 'too-long', values: { max } } : undefined;
}

/** True for addresses only the engine's own machine can reach, as the engine judges them. */
export function isLoopback(host: string): boolean {
  return ['localhost', '127.0.0.1', '::1'].includes(host) || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
}

function hostProblem(host: string): FieldProblem | undefined {
  if (host.trim() === '') return { reason: 'needed', values: {} };
  if (/\s/.test(host.trim())) return { reason: 'host-wrong', values: {} };
  return lengthProblem(host, 255);
}

/** What is wrong in a section, by field; empty when it can be saved. */
export function problemsOf(section: SavedSection, draft: SettingsDraft): Problems {
  const found: Record<string, FieldProblem | undefined> = {};
  const { site, intake, retention, disk, jmeter } = draft;
  if (section === 'site') {
    found['name'] = lengthProblem(site.name, 60);
    found['environment'] = lengthProblem(site.environment, 12);
  }
  if (section === 'intake') {
    found['host'] = hostProblem(intake.host);
    found['port'] = numberProblem(intake.port, 'port');
    const open = intake.enabled && found['host'] === undefined && !isLoopback(intake.host.trim());
    for (const field of ['certificateFile', 'keyFile'] as const) {
      found[field] =
        open && intake[field].trim() === '' ? { reason: 'needs-tls', values: {} } : lengthProblem(intake[field], 4096);
    }
  }
  if (section === 'retention') {
    for (const field of retentionFields) found[field] = numberProblem(retention[field], field);
  }
  if (section === 'disk') {
    found['warnFree'] = numberProblem(disk.warnFree, 'warnFree');
    found['stopFree'] = numberProblem(disk.stopFree, 'stopFree');
    if (!found['warnFree'] && !found['stopFree'] && Number(disk.stopFree) >= Number(disk.warnFree)) {
      found['stopFree'] = { reason: 'below-warn', values: { warn: disk.warnFree } };
    }
  }
  if (section === 'jmeter') {
    found['home'] = lengthProblem(jmeter.home, 4096);
    found['javaHome'] = lengthProblem(jmeter.javaHome, 4096);
    found['heapMegabytes'] = numberProblem(jmeter.heapMegabytes, 'heapMegabytes');
  }
  return Object.fromEntries(Object.entries(found).flatMap(([field, problem]) => (problem ? [[field, problem]] : [])));
}

/** Sections whose draft says something else than what is set. */
export function changedSections(draft: Partial<SettingsDraft>, settings: Settings | undefined): SavedSection[] {
  if (!settings) return [];
  const set = draftOf(settings);
  const names = Object.keys(set).filter((name): name is SavedSection => name in draft);
  return names.filter((name) => JSON.stringify(draft[name]) !== JSON.stringify(set[name]));
}
