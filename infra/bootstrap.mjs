// The door to every command: runs on any Node from 18, installs what is pinned when the lock file has changed or something is
// missing, and hands over to infra/<command>.mjs on a Node that is new enough (docs/decisions/002-runtime.md).
import { spawn } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { inTurn } from './inTurn.mjs';
import { fault, isStamped, nodeToUse, root } from './installation.mjs';

const [command, ...args] = process.argv.slice(2);
// Whoever runs Samskriv is spared what its developers need.
const tools = !['start', 'build', 'cli'].includes(command);

const env = { ...process.env, COREPACK_ENABLE_STRICT: '0', npm_config_yes: 'true' };
for (const key of Object.keys(env)) if (/^npm_(package|lifecycle|command|execpath|node_execpath)/.test(key)) delete env[key];

await provide();
const node = nodeToUse();
// Whatever asks for `node` gets the same: the packaged one may not even run here.
const folders = [node === process.execPath ? [dirname(node)] : [], join(root, 'node_modules', '.bin'), env.PATH ?? []].flat();
const commandEnv = { ...env, PATH: folders.join(delimiter) };
const child = spawn(node, [join(root, 'infra', `${command}.mjs`), ...args], { cwd: root, stdio: 'inherit', env: commandEnv });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => {
  if (signal) process.removeAllListeners(signal);
  if (signal) process.kill(process.pid, signal);
  else process.exit(code ?? 1);
});

/** Ends the process with words where what is needed cannot be had. */
async function provide() {
  if (isStamped(tools)) {
    const found = fault();
    if (found === null) return;
    if (found.ofSystem) {
      console.error(found.words);
      process.exit(1);
    }
  }
  const waiting = 'Another command is installing in this folder: waiting for it …';
  const installer = [join(root, 'infra', 'install.mjs'), ...(tools ? ['--tools'] : [])];
  const code = await inTurn(join(root, 'infra'), process.execPath, installer, { waiting, env });
  if (code !== 0) process.exit(1);
}
