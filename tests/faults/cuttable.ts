import { once } from 'node:events';
import { createServer, connect as connectTo, type AddressInfo, type ListenOptions, type Server, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type Pool } from '@samskriv/database';
import type { FreshDatabase } from '@samskriv/database/testing';

/** A line to the database that a test can cut and mend. */
export type Line = {
  pool(db: FreshDatabase, log: boolean): Pool;
  cut(): void;
  mend(): Promise<void>;
  close(): Promise<void>;
};

type Target = { path: string } | { host: string; port: number };

/** Listens and passes bytes on to `target()` until it is cut. */
function passOn(target: () => Target) {
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connectTo(target() as { path: string });
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  const cut = () => {
    server.close();
    for (const socket of open) socket.destroy();
  };
  return { server, cut };
}

/** Listens there, and where somebody has taken the port meanwhile, tries again for half a minute. */
async function listenAt(server: Server, at: ListenOptions): Promise<void> {
  const end = performance.now() + 30_000;
  for (;;) {
    server.listen(at);
    try {
      return void (await once(server, 'listening'));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || performance.now() > end) throw error;
      await pause(100);
    }
  }
}

/** Stands between the server and its database, on a unix socket, and passes bytes on until it is cut. */
export async function openLine(): Promise<Line> {
  const folder = mkdtempSync(join(tmpdir(), 'line-'));
  const path = join(folder, '.s.PGSQL.5432');
  let target: Target | null = null;
  const { server, cut } = passOn(() => target as Target);
  const listen = () => listenAt(server, { path });
  await listen();
  return {
    pool(db, log) {
      const { address } = db;
      if ('socket' in address) target = { path: join(address.socket, '.s.PGSQL.5432') };
      else target = { host: new URL(address.url).hostname, port: Number(new URL(address.url).port || 5432) };
      const database = 'socket' in address ? address.database : new URL(address.url).pathname.slice(1);
      return connect({ socket: folder, database }, { max: log ? 1 : 4, log });
    },
    cut,
    mend: listen,
    async close() {
      cut();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A line to Redis that a test can cut and mend; `url` is what a server is given instead of Redis' own address. */
export type RedisLine = { url: string; cut(): void; mend(): Promise<void> };

/** Stands between servers and the Redis at `redisUrl`, on a port of its own, which it keeps when it is mended. */
export async function openRedisLine(redisUrl: string): Promise<RedisLine> {
  const url = new URL(redisUrl);
  const target = { host: url.hostname, port: Number(url.port || 6379) };
  const { server, cut } = passOn(() => target);
  const listen = (port: number) => listenAt(server, { port, host: '127.0.0.1' });
  await listen(0);
  const { port } = server.address() as AddressInfo;
  url.hostname = '127.0.0.1';
  url.port = String(port);
  return { url: url.href, cut, mend: () => listen(port) };
}
