import postgres from 'postgres';
import type { Pool } from '../connect.ts';
import type { OwnerAddress } from '../migrate.ts';

/** One connection as the database's owner, for what is done to a house as a whole. */
export function connectAsOwner(address: OwnerAddress): Pool {
  const options = {
    max: 1,
    connect_timeout: 10,
    onnotice: () => {},
    transform: postgres.camel,
    types: {},
    connection: { application_name: 'samskriv-backup' },
  };
  if ('url' in address) return postgres(address.url, options);
  return postgres({ ...options, host: address.socket, port: 5432, database: address.database, username: 'postgres' });
}
