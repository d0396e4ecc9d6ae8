import { execFile } from 'node:child_process';
import { access, constants, readdir, realpath, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import type { Generator } from '#core/contract/loadtests.ts';
import type { Settings } from '#core/contract/settings.ts';
import { jarVersion } from './jar-version.ts';

/** JMeter 5.6.3 wants Java 8; its own list of supported versions begins there. */
const oldestJava = 8;

export type JmeterSettings = Settings['jmeter'];

export interface GeneratorPlace {
  environment: NodeJS.ProcessEnv;
  platform: NodeJS.Platform;
  /** Folder of what `scripts/jmeter` puts together. */
  cache: string;
}

/** A generator that can be started. */
export interface ReadyGenerator {
  home: string;
  jar: string;
  version: string;
  java: string;
  javaVersion: string;
}

export function thisPlace(): GeneratorPlace {
  const environment = process.env;
  const cache = resolve(environment['WATCHFLOOR_CACHE'] || join(homedir(), '.cache', 'watchfloor'));
  return { environment, platform: process.platform, cache };
}

/** Finds JMeter and Java and remembers what it found until the settings change or `forget` is called. */
export class GeneratorFinder {
  readonly #settings: () => JmeterSettings;
  readonly #place: GeneratorPlace;
  #known: { key: string; answer: Promise<Generator> } | undefined;

  constructor(settings: () => JmeterSettings, place: GeneratorPlace = thisPlace()) {
    this.#settings = settings;
    this.#place = place;
  }

  async find(): Promise<Generator> {
    const settings = this.#settings();
    const key = JSON.stringify(settings);
    if (this.#known?.key !== key) this.#known = { key, answer: findGenerator(settings, this.#place) };
    const { answer } = this.#known;
    const found = await answer;
    // What is missing may be installed any minute: only a whole answer is kept.
    if (found.problem !== null && this.#known?.answer === answer) this.#known = undefined;
    return found;
  }

  forget(): void {
    this.#known = undefined;
  }
}

/** The parts that a start needs, when there is no problem. */
export function readyGenerator(found: Generator): ReadyGenerator | undefined {
  const { home, version, java, javaVersion } = found;
  if (found.problem !== null || home === null || version === null || java === null || javaVersion === null)
    return undefined;
  return { home, jar: join(home, 'bin', 'ApacheJMeter.jar'), version, java, javaVersion };
}

/** Looks once. JMeter by setting, `JMETER_HOME`, PATH, cache; Java by setting, `JAVA_HOME`, PATH. Never throws. */
export async function findGenerator(settings: JmeterSettings, place: GeneratorPlace): Promise<Generator> {
  const answer: Generator = {
    found: false,
    home: null,
    version: null,
    foundBy: null,
    java: null,
    javaVersion: null,
    heapMegabytes: settings.heapMegabytes,
    problem: null,
    detail: null,
  };
  const java = await findJava(settings, place);
  if (java !== undefined && 'path' in java) {
    answer.java = java.path;
    answer.javaVersion = java.version;
  }
  const candidate = await findHome(settings, place);
  if (candidate === undefined) return { ...answer, problem: 'no-jmeter' };
  answer.home = candidate.home;
  answer.foundBy = candidate.by;
  if (!(await isReadable(join(candidate.home, 'bin', 'ApacheJMeter.jar')))) {
    return { ...answer, problem: 'broken-home', detail: join(candidate.home, 'bin', 'ApacheJMeter.jar') };
  }
  answer.version = await jmeterVersion(candidate.home);
  if (answer.version === null) {
    return { ...answer, problem: 'broken-home', detail: join(candidate.home, 'lib', 'ext', 'ApacheJMeter_core.jar') };
  }
  if (java === undefined) return { ...answer, problem: 'no-java' };
  if ('failure' in java) return { ...answer, problem: 'no-java', detail: java.failure };
  if (majorOf(java.version) < oldestJava) return { ...answer, problem: 'java-too-old', detail: java.version };
  return { ...answer, found: true };
}

async function findHome(
  settings: JmeterSettings,
  place: GeneratorPlace,
): Promise<{ home: string; by: NonNullable<Generator['foundBy']> } | undefined> {
  // A place that was named is meant: when it is wrong, saying so beats quietly taking another JMeter.
  if (settings.home.trim() !== '') return { home: resolve(settings.home.trim()), by: 'setting' };
  const named = place.environment['JMETER_HOME']?.trim();
  if (named) return { home: resolve(named), by: 'JMETER_HOME' };
  for (const folder of pathFolders(place)) {
    for (const name of place.platform === 'win32' ? ['jmeter.bat', 'jmeter.cmd', 'jmeter'] : ['jmeter', 'jmeter.sh']) {
      const home = await homeOfScript(join(folder, name));
      if (home !== undefined) return { home, by: 'path' };
    }
  }
  for (const name of (await readdir(place.cache).catch(() => []))
    .filter((entry) => /^jmeter-[\d.]+$/.test(entry))
    .sort(byVersion)
    .reverse()) {
    const home = join(place.cache, name);
    if (await isReadable(join(home, 'bin', 'ApacheJMeter.jar'))) return { home, by: 'cache' };
  }
  return undefined;
}

/** Home of a `bin/jmeter` on PATH, through the links that package installers make (`/usr/local/bin/jmeter` → …). */
async function homeOfScript(script: string): Promise<string | undefined> {
  try {
    const real = await realpath(script);
    // Homebrew's real home lies beside its wrapper, in libexec.
    for (const home of [dirname(dirname(real)), join(dirname(dirname(real)), 'libexec')]) {
      if (await isReadable(join(home, 'bin', 'ApacheJMeter.jar'))) return home;
    }
  } catch {
    // Not there.
  }
  return undefined;
}

/** By the core jar: its name as Maven gives it, else its manifest (the official archive leaves the version out of names). */
async function jmeterVersion(home: string): Promise<string | null> {
  const folder = join(home, 'lib', 'ext');
  for (const name of await readdir(folder).catch(() => [])) {
    const match = /^ApacheJMeter_core(?:-(.+))?\.jar$/.exec(name);
    if (match !== null) return match[1] ?? (await jarVersion(join(folder, name))) ?? null;
  }
  return null;
}

async function findJava(
  settings: JmeterSettings,
  place: GeneratorPlace,
): Promise<{ path: string; version: string } | { failure: string } | undefined> {
  const name = place.platform === 'win32' ? 'java.exe' : 'java';
  const named = settings.javaHome.trim() || place.environment['JAVA_HOME']?.trim() || '';
  const candidates =
    named === '' ? pathFolders(place).map((folder) => join(folder, name)) : [join(resolve(named), 'bin', name)];
  let failure: string | undefined = named === '' ? undefined : candidates[0];
  for (const path of candidates) {
    if (!(await isRunnable(path))) continue;
    const version = await javaVersion(path);
    if (version !== undefined) return { path, version };
    // macOS ships a `java` that only says where to get one.
    failure = path;
  }
  return failure === undefined ? undefined : { failure };
}

/** `openjdk version "17.0.15" …` on stderr; `undefined` when it does not start or says something else. */
function javaVersion(java: string): Promise<string | undefined> {
  return new Promise((done) => {
    execFile(java, ['-version'], { timeout: 15_000, windowsHide: true, encoding: 'utf8' }, (error, stdout, stderr) => {
      done(error ? undefined : /version "([^"]+)"/.exec(`${stderr}\n${stdout}`)?.[1]);
    });
  });
}

/** 8 of `1.8.0_402`, 17 of `17.0.15`, 22 of `22-ea`. */
export function majorOf(version: string): number {
  const [first = 0, second = 0] = version.split(/[._+-]/).map(Number);
  return first === 1 ? second : first;
}

function byVersion(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

function pathFolders(place: GeneratorPlace): string[] {
  const path = place.environment['PATH'] ?? place.environment['Path'] ?? '';
  return path.split(place.platform === 'win32' ? ';' : delimiter).filter((folder) => folder !== '');
}

async function isReadable(file: string): Promise<boolean> {
  return stat(file).then(
    (found) => found.isFile(),
    () => false,
  );
}

async function isRunnable(file: string): Promise<boolean> {
  return (
    (await isReadable(file)) &&
    access(file, constants.X_OK).then(
      () => true,
      () => false,
    )
  );
}
