// `.ci/run` asks whether a Postgres, in which we may make databases, and a Redis answer: exit code 0 or 1.
import { connect } from 'node:net';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from './run.mjs';

const [databaseUrl, redisUrl] = process.argv.slice(2);
const { Client } = createRequire(join(root, 'packages', 'database', 'package.json'))('pg');

async function postgresAnswers() {
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: 3000 });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query(
      'select rolcreatedb and (rolcreaterole or rolsuper) as may from pg_roles where rolname = current_user',
    );
    return rows[0]?.may === true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

function redisAnswers() {
  const { hostname, port } = new URL(redisUrl);
  return new Promise((resolve) => {
    const socket = connect(Number(port || 6379), hostname, () => socket.write('PING\r\n'));
    socket.setTimeout(3000, () => socket.destroy());
    socket.on('data', () => socket.destroy());
    socket.on('data', () => resolve(true));
    socket.on('error', () => resolve(false));
    socket.on('close', () => resolve(false));
  });
}

process.exitCode = (await postgresAnswers()) && (await redisAnswers()) ? 0 : 1;
