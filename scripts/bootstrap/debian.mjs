// The system packages that tests use. On Debian and its kin they are installed when we may, else they are named.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Debian package and what shows that it, or something as good, is there already. */
const PACKAGES = [
  ['chromium', () => existsSync(process.env['WATCHFLOOR_CHROMIUM'] ?? '/usr/bin/chromium')],
  ['fonts-noto-cjk', () => existsSync('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc')],
  ['xvfb', () => onPath('Xvfb')],
  ['influxdb', () => onPath('influxd')],
  ['prometheus', () => onPath('prometheus')],
  ['openssh-server', () => onPath('sshd')],
  ['procps', () => onPath('ps')],
  ['git', () => onPath('git')],
  ['maven', () => onPath('mvn')],
  ['default-jre-headless', () => onPath('java')],
  ['ca-certificates', () => existsSync('/etc/ssl/certs/ca-certificates.crt')],
];

/** The packages whose work nothing on this machine can do. */
export function missingPackages() {
  return PACKAGES.filter(([, isThere]) => !isThere()).map(([name]) => name);
}

/**
 * Installs what is missing, as root or by a sudo that asks for no password. Where neither may be, says exactly what to
 * install and goes on: the tests that need it are skipped by name, or fail and say so.
 */
export function installTestPackages(say) {
  if (process.platform !== 'linux') return;
  const missing = missingPackages();
  if (missing.length === 0) return;
  const command = `apt-get update && apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  const prefix = onPath('apt-get') ? privilege() : undefined;
  if (prefix === undefined) {
    say(`Tests want packages that are not here. On Debian install them as root:\n  ${command}`);
    return;
  }
  say(`Installing what tests need: ${missing.join(' ')}`);
  const apt = (...args) => {
    const [program, ...rest] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args];
    return spawnSync(program, rest, { stdio: ['ignore', 2, 2] }).status === 0;
  };
  const installed = apt('update', '-q') && apt('install', '-y', '-q', '--no-install-recommends', ...missing);
  if (!installed) say(`Not all packages could be installed. Install them as root:\n  ${command}`);
}

/** How to run as root without being asked: nothing in front, sudo in front, or not at all (`undefined`). */
function privilege() {
  if (process.getuid?.() === 0) return [];
  const sudo = onPath('sudo') && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0;
  return sudo ? ['sudo', '-n'] : undefined;
}

/** Servers may stand in sbin folders, which an ordinary user's PATH leaves out. */
function onPath(program) {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  return folders.some((folder) => folder !== '' && existsSync(join(folder, program)));
}
