// Bare @hocuspocus/server as it comes; with STORE_SOCKET (the folder of a Postgres socket) it keeps whole states in a table.
import { Server, type Configuration } from '@hocuspocus/server';
import { connect, type Pool } from '@samskriv/database';
import * as Y from 'yjs';

type Hooks = Partial<Pick<Configuration, 'onLoadDocument' | 'onStoreDocument'>>;

async function storeHooks(sql: Pool): Promise<Hooks> {
  await sql`create table if not exists bench_state (name text primary key, state bytea not null)`;
  return {
    async onLoadDocument({ documentName, document }) {
      const [row] = await sql<{ state: Uint8Array }[]>`select state from bench_state where name = ${documentName}`;
      if (row) Y.applyUpdate(document, row.state);
      return document;
    },
    async onStoreDocument({ documentName, document }) {
      const state = Buffer.from(Y.encodeStateAsUpdate(document));
      await sql`
        insert into bench_state (name, state) values (${documentName}, ${state})
        on conflict (name) do update set state = excluded.state`;
    },
  };
}

const socket = process.env['STORE_SOCKET'];
const hooks = socket === undefined ? {} : await storeHooks(connect({ socket, database: 'bench' }));
await new Server({ port: Number(process.env['PORT']), address: '127.0.0.1', quiet: true, ...hooks }).listen();
