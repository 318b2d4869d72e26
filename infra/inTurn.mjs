// One at a time in a clone: two commands must not install, or build, into the same folder. Runs on any Node from 18.
import { spawn, spawnSync } from 'node:child_process';

/**
 * Runs `command` while no other command that was started this way for `folder` runs, and returns its exit code. Says
 * `waiting` when it has to wait. What is locked is the folder itself, and the kernel holds the lock for as long as the command
 * or anything it has started lives: nothing can be left behind, and whoever is killed does not let a second one in beside
 * what it had started. Systems without flock(1) run it at once.
 */
export async function inTurn(folder, command, args, { waiting, env = process.env }) {
  const { status, error } = spawnSync('flock', ['--nonblock', folder, 'true'], { stdio: 'ignore' });
  const locks = error === undefined;
  if (locks && status === 1) console.error(waiting);
  const [program, ...rest] = locks ? ['flock', folder, command, ...args] : [command, ...args];
  // A process group of its own: a signal to us alone (a supervisor's) must end all of it.
  const child = spawn(program, rest, { env, stdio: ['ignore', 2, 2], detached: true });
  const passedOn = ['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => [signal, () => endGroup(child.pid, signal)]);
  for (const [signal, pass] of passedOn) process.on(signal, pass);
  const [code, signal] = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (...how) => resolve(how));
  });
  for (const [signal, pass] of passedOn) process.off(signal, pass);
  if (signal === null) return code;
  // Ended as we were told to: without handlers of our own this ends us, too.
  process.kill(process.pid, signal);
  return 1;
}

function endGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
