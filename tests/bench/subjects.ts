import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEmbedded, type Embedded } from '@samskriv/database/embedded';
import postgres from 'postgres';
import type { Protocol, Seat } from './client.ts';
import { BenchHouse, type Room } from './house.ts';
import { processTree, startServer, type ProbeAnswer, type ProbeQuestion, type ServerProcess } from './processes.ts';

/** A server under test, running. `resume` starts it again on the same data after `kill` (kill -9; with its database, if asked). */
export type Running = {
  readonly protocol: Protocol;
  open(rooms: readonly Room[]): Promise<void>;
  seat(room: string, person: number): Promise<Seat>;
  accounts(): { server: number[]; database: number[] };
  probe(question: ProbeQuestion, file?: string): Promise<ProbeAnswer>;
  kill(options?: { database: boolean }): Promise<void>;
  resume(): Promise<void>;
  stop(): Promise<void>;
};

export type SubjectName = 'samskriv' | 'hocuspocus' | 'hocuspocus+pg' | 'y-websocket';

/** What the bench compares. `end` gives up what a subject keeps over its starts. */
export type Subject = { readonly name: SubjectName; start(): Promise<Running>; end(): Promise<void> };

const script = (name: string): string => fileURLToPath(new URL(`servers/${name}.ts`, import.meta.url));

/** Our own server with everything on: sign-in, rights, durable append. One data folder for the whole run. */
export function samskriv(scratch: string): Subject {
  const dataDir = join(scratch, 'samskriv');
  const house = new BenchHouse(dataDir);
  let starts = 0;
  return {
    name: 'samskriv',
    async start() {
      const space = `${++starts}/`;
      let server = await house.startServer(join(scratch, 'samskriv.log'));
      return {
        protocol: 'hocuspocus',
        open: (rooms) => house.open(rooms.map(({ name, people }) => ({ name: space + name, people }))),
        seat: async (room, person) => ({ ...house.seat(space + room, person), url: `ws://127.0.0.1:${server.port}/collab` }),
        accounts() {
          const database = processTree([house.postgresPid()]);
          return { server: processTree([server.pid], database), database };
        },
        probe: (question, file) => server.probe(question, file),
        async kill({ database } = { database: false }) {
          if (database) process.kill(house.postgresPid(), 'SIGKILL');
          await server.kill();
        },
        async resume() {
          server = await house.startServer(join(scratch, 'samskriv.log'));
        },
        stop: () => server.stop(),
      };
    },
    end: () => house.close(),
  };
}

/** Bare @hocuspocus/server: no sign-in, no rights, nothing stored. */
export function hocuspocus(scratch: string): Subject {
  return plainServer('hocuspocus', 'hocuspocus', () => startServer(script('hocuspocus'), {}, join(scratch, 'hocuspocus.log')));
}

/** Bare @hocuspocus/server with its store hooks on a Postgres of the same kind as ours, default debounce. */
export function hocuspocusWithStore(scratch: string): Subject {
  let database: Embedded | null = null;
  const start = async (): Promise<ServerProcess> => {
    if (!database) {
      const dataDir = join(scratch, 'store');
      mkdirSync(dataDir, { recursive: true });
      database = await startEmbedded(dataDir);
      const owner = postgres({ host: database.socket, port: 5432, database: 'postgres', username: 'postgres', max: 1 });
      await owner`create role samskriv_app login`;
      await owner`create database bench owner samskriv_app`;
      await owner.end();
    }
    return startServer(script('hocuspocus'), { STORE_SOCKET: database.socket }, join(scratch, 'hocuspocus-store.log'));
  };
  const databasePids = (): number[] => (database ? processTree([database.pid]) : []);
  return {
    ...plainServer('hocuspocus+pg', 'hocuspocus', start, databasePids),
    end: async () => database?.stop(),
  };
}

/** A plain y-websocket server, documents in memory. */
export function yWebsocket(scratch: string): Subject {
  return plainServer('y-websocket', 'y-websocket', () => startServer(script('yWebsocket'), {}, join(scratch, 'y-websocket.log')));
}

function plainServer(
  name: SubjectName,
  protocol: Protocol,
  startProcess: () => Promise<ServerProcess>,
  databasePids: () => number[] = () => [],
): Subject {
  let starts = 0;
  return {
    name,
    async start() {
      const space = `${++starts}-`;
      let server = await startProcess();
      return {
        protocol,
        open: async () => {},
        seat: async (room) => {
          const document = space + room;
          const base = `ws://127.0.0.1:${server.port}`;
          return { url: protocol === 'hocuspocus' ? base : `${base}/${document}`, document, token: '' };
        },
        accounts: () => ({ server: processTree([server.pid]), database: databasePids() }),
        probe: (question, file) => server.probe(question, file),
        kill: () => server.kill(),
        resume: async () => {
          server = await startProcess();
        },
        stop: () => server.stop(),
      };
    },
    end: async () => {},
  };
}
