// The browser of the journeys: found where it usually is, or installed with apt where we may.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The path of a Chromium, or null after saying on standard error what to install. */
export function chromium() {
  const found = findChromium();
  if (found !== null) return found;
  if (process.getuid?.() === 0 && runs('apt-get', ['--version'])) {
    console.error('No Chromium found: installing the package "chromium" with apt-get …');
    runs('apt-get', ['update', '-qq'], true);
    runs('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], true);
  }
  const installed = findChromium();
  if (installed === null)
    console.error('The journeys need Chromium: install the package "chromium" (apt-get install chromium), or set CHROMIUM to its path.');
  return installed;
}

function findChromium() {
  if (process.env.CHROMIUM) return existsSync(process.env.CHROMIUM) ? process.env.CHROMIUM : null;
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    '/usr/bin',
    '/usr/local/bin',
    '/Applications/Google Chrome.app/Contents/MacOS',
  ];
  for (const folder of folders)
    for (const name of [...names, 'Google Chrome']) if (existsSync(join(folder, name))) return join(folder, name);
  return null;
}

function runs(command, args, shown = false) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(command, args, { env, stdio: ['ignore', shown ? 2 : 'ignore', shown ? 2 : 'ignore'] }).status === 0;
}
