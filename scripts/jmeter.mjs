#!/usr/bin/env node
// Puts Apache JMeter 5.6.3 together from its published Maven parts and prints the folder (the JMETER_HOME).
//
//   node scripts/jmeter.mjs            assemble once, print the folder on stdout; everything else goes to stderr
//   node scripts/jmeter.mjs --check    print the folder if it is there, else end with 1; fetches nothing
//
// Runs on any Node from 20 on Windows, macOS and Linux. Needs Maven and Java, and only for the first time.
// The folder is <cache>/jmeter-5.6.3; <cache> is WATCHFLOOR_CACHE or ~/.cache/watchfloor.
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const VERSION = '5.6.3';
const POM = join(dirname(fileURLToPath(import.meta.url)), 'stack', 'jmeter-pom.xml');
// Named with its version: Maven's own default differs from release to release.
const DEPENDENCY_PLUGIN = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1';
const onWindows = process.platform === 'win32';

const cache = resolve(process.env['WATCHFLOOR_CACHE'] || join(homedir(), '.cache', 'watchfloor'));
const home = join(cache, `jmeter-${VERSION}`);

/** A home is only ever renamed into place whole, so the last file written tells that all of it is there. */
function isComplete(folder) {
  return existsSync(join(folder, 'bin', 'ApacheJMeter.jar')) && existsSync(join(folder, 'bin', 'report-template'));
}

function say(text) {
  process.stderr.write(`${text}\n`);
}

function installAdvice(missing) {
  const names = missing.join(' and ');
  const how =
    process.platform === 'darwin'
      ? 'Install with: brew install maven openjdk'
      : onWindows
        ? 'Install a Java runtime (winget install EclipseAdoptium.Temurin.21.JRE) and Apache Maven ' +
          '(unpack https://maven.apache.org/download.cgi and put its bin folder on PATH).'
        : 'On Debian or Ubuntu: apt-get install maven default-jre-headless. On Fedora: dnf install maven.';
  return (
    `JMeter ${VERSION} cannot be put together: ${names} not found on PATH. ${how}\n` +
    'Or unpack the official archive from https://jmeter.apache.org and set JMETER_HOME to its folder.'
  );
}

/** Runs a program with an argument array. Windows starts `mvn.cmd` only through its shell, hence the quotes there. */
function run(program, args) {
  const options = { stdio: ['ignore', 2, 2], shell: onWindows };
  return spawnSync(program, onWindows ? args.map((arg) => `"${arg}"`) : args, options);
}

function isRunnable(program, versionFlag) {
  const result = spawnSync(program, [versionFlag], { stdio: 'ignore', shell: onWindows });
  return result.error === undefined && result.status === 0;
}

function maven(pom, what, goal, options) {
  const result = run('mvn', ['-q', '-B', '-Dstyle.color=never', '-f', pom, `${DEPENDENCY_PLUGIN}:${goal}`, ...options]);
  if (result.status !== 0) {
    throw new Error(
      `Maven could not fetch ${what} (exit code ${result.status ?? result.signal ?? result.error?.message}). ` +
        'Its own message stands above; check the network, the proxy in ~/.m2/settings.xml, and try again.',
    );
  }
}

/** Sorts the jars the way the official archive does: lib, lib/ext for JMeter's own, the launcher in bin. */
function layOutJars(from, to) {
  mkdirSync(join(to, 'lib', 'ext'), { recursive: true });
  mkdirSync(join(to, 'lib', 'junit'), { recursive: true });
  for (const jar of readdirSync(from)) {
    // jcl-over-slf4j stands in for it; both together fight over the same classes.
    if (jar.startsWith('commons-logging-')) continue;
    const target =
      jar === `ApacheJMeter-${VERSION}.jar`
        ? join('bin', 'ApacheJMeter.jar')
        : jar.startsWith('ApacheJMeter_')
          ? join('lib', 'ext', jar)
          : join('lib', jar);
    cpSync(join(from, jar), join(to, target));
  }
}

/** The parts carry no start scripts; these two make the home usable from a terminal. */
function writeStartScripts(bin) {
  const heap = '-Xms1g -Xmx1g -XX:MaxMetaspaceSize=256m';
  writeFileSync(
    join(bin, 'jmeter'),
    `#!/bin/sh\nhere=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)\n` +
      `exec "\${JAVA_HOME:+$JAVA_HOME/bin/}java" \${HEAP:-${heap}} \${JVM_ARGS:-} -jar "$here/ApacheJMeter.jar" "$@"\n`,
  );
  chmodSync(join(bin, 'jmeter'), 0o755);
  writeFileSync(
    join(bin, 'jmeter.bat'),
    `@echo off\r\nif not defined HEAP set HEAP=${heap}\r\njava %HEAP% %JVM_ARGS% -jar "%~dp0ApacheJMeter.jar" %*\r\n`,
  );
}

function assemble() {
  const missing = [];
  if (!isRunnable('java', '-version')) missing.push('Java');
  if (!isRunnable('mvn', '-v')) missing.push('Maven');
  if (missing.length > 0) throw new Error(installAdvice(missing));

  say(`Putting JMeter ${VERSION} together in ${home} (about 80 MB, half a minute with a cold Maven cache) ...`);
  const partial = `${home}.partial-${process.pid}`;
  const work = `${partial}.work`;
  const jars = join(work, 'jars');
  const pom = join(work, 'pom.xml');
  try {
    mkdirSync(join(partial, 'bin'), { recursive: true });
    // Worked on as a copy: Maven leaves a folder `target` beside the pom it is given.
    mkdirSync(work, { recursive: true });
    cpSync(POM, pom);
    maven(pom, 'the jars', 'copy-dependencies', [`-DoutputDirectory=${jars}`, '-DincludeScope=runtime']);
    layOutJars(jars, partial);
    maven(pom, 'the settings and the report template', 'unpack', [
      `-Dartifact=org.apache.jmeter:ApacheJMeter_config:${VERSION}`,
      `-DoutputDirectory=${partial}`,
      '-Dmdep.unpack.includes=bin/**',
    ]);
    writeStartScripts(join(partial, 'bin'));
    if (!isComplete(partial)) throw new Error('The parts that Maven fetched do not make up a whole JMeter.');
    moveIntoPlace(partial);
  } finally {
    rmSync(partial, { recursive: true, force: true });
    rmSync(work, { recursive: true, force: true });
  }
}

/** Another process may have finished first: its home is as good as ours. */
function moveIntoPlace(partial) {
  if (isComplete(home)) return;
  rmSync(home, { recursive: true, force: true });
  try {
    renameSync(partial, home);
  } catch (error) {
    if (!isComplete(home)) throw error;
  }
}

try {
  if (!isComplete(home)) {
    if (process.argv.includes('--check')) throw new Error(`JMeter ${VERSION} is not in ${home}.`);
    assemble();
  }
  process.stdout.write(`${home}\n`);
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
