import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';

/** A second process on the same data folder: `pid` is the process that has it. */
export class FolderInUse extends Error {
  override readonly name = 'FolderInUse';
  readonly pid: number;

  constructor(folder: string, pid: number) {
    super(
      `The data folder ${folder} is in use by process ${pid}. Stop that process first, or give this one a folder of its own with DATA_DIR.`,
    );
    this.pid = pid;
  }
}

/**
 * Holds `folder` for this process until `release` or the end of the process, however it ends. `path` is where the socket
 * that stands for the hold is made: a listening socket dies with its process and cannot be stale in the way a file with
 * a pid in it can, and it is seen from other containers that share the folder. Throws FolderInUse.
 */
export async function holdFolder(folder: string, path: string): Promise<{ release(): Promise<void> }> {
  const token = `${process.pid} ${randomUUID()}`;
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.end(token);
  });
  while (!(await listens(server, path))) {
    const holder = await askHolder(path);
    if (holder !== null) throw new FolderInUse(folder, pidOf(holder));
    rmSync(path, { force: true });
  }
  server.unref();
  // Two that found the same dead socket may both have replaced it; the one whose socket stands there has the folder.
  const holder = await askHolder(path);
  if (holder !== token) {
    server.close();
    throw new FolderInUse(folder, pidOf(holder ?? ''));
  }
  return { release: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** The pid of the process that holds the folder behind `path`, or null when nobody does. */
export async function folderHolder(path: string): Promise<number | null> {
  const holder = await askHolder(path);
  return holder === null ? null : pidOf(holder);
}

function listens(server: Server, path: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(false) : reject(error));
    server.once('error', failed);
    server.listen(path, () => {
      server.off('error', failed);
      resolve(true);
    });
  });
}

/** What the holder says, '' when it is there but too busy to answer, null when there is none. */
function askHolder(path: string): Promise<string | null> {
  return new Promise((resolve, reject) => {
    let said = '';
    let connected = false;
    const socket = connect(path, () => {
      connected = true;
      socket.setTimeout(2000, () => socket.destroy());
    });
    socket.on('data', (data) => (said += String(data)));
    socket.on('close', () => resolve(connected ? said : null));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ECONNREFUSED' && error.code !== 'ENOENT' && error.code !== 'ECONNRESET') reject(error);
    });
  });
}

function pidOf(token: string): number {
  return Number.parseInt(token, 10) || 0;
}
