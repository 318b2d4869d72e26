import postgres from 'postgres';

/** A pool, or a transaction on it: every query function takes one of these first. */
export type Sql = postgres.Sql | postgres.TransactionSql;
export type Pool = postgres.Sql;

/**
 * Where Postgres answers, as the application sees it. `socket` is the folder of a unix socket (the embedded one); `url` a
 * postgres:// address with samskriv_app's name and, where the server asks for one, its password (`appUrl` in migrate.ts).
 */
export type Address = { socket: string; database: string } | { url: string };

/**
 * `max` is connections, `idleSeconds` how long an unused one is kept, `log` that the pool serves the log of edits alone, `statementSeconds` how
 * long a statement may take (else: as long as it takes).
 */
export type PoolUse = { max?: number; idleSeconds?: number; log?: boolean; statementSeconds?: number };

// The statements of the log take arrays of any length: Postgres would plan each call anew, which costs more than it runs,
// and would read a small table whole, which is wrong when it has grown.
const plannedOnceByIndex = {
  plan_cache_mode: 'force_generic_plan',
  enable_seqscan: 'off',
  enable_hashjoin: 'off',
  enable_mergejoin: 'off',
  enable_material: 'off',
  jit: 'off',
};

/** text[], int[], bigint[] and uuid[] (by their numbers in pg_type) go to the database. None comes back: queries answer with json. */
const arrays: postgres.PostgresType<readonly (string | number)[]> = {
  to: 1009,
  from: [1007, 1009, 1016, 2951],
  serialize: (values: readonly (string | number)[]) =>
    `{${values.map((value) => `"${String(value).replace(/["\\]/g, '\\$&')}"`).join(',')}}`,
  parse: () => {
    throw new RangeError('A query answers with an array: let it answer with json');
  },
};

/**
 * Opens a pool as `samskriv_app`, the role that cannot change the log, versions or the audit log. It connects at the
 * first query and reconnects by itself.
 */
export function connect(address: Address, { max = 10, idleSeconds = 60, log = false, statementSeconds }: PoolUse = {}): Pool {
  const options: postgres.Options<Record<string, postgres.PostgresType>> = {
    max,
    idle_timeout: idleSeconds,
    connect_timeout: 4,
    // Seconds between tries while the database is away; the driver's own choice grows to twenty.
    backoff: (tries: number) => Math.min(0.05 * 2 ** tries, 0.5),
    onnotice: () => {},
    transform: postgres.camel,
    // The driver looks types up at every connection, and a line that breaks in the middle of that is a rejection that
    // nobody hears (docs/decisions/007-postgres-driver.md). The arrays are all it would have found.
    fetch_types: false,
    types: { arrays },
    connection: {
      application_name: 'samskriv',
      ...(log ? plannedOnceByIndex : {}),
      ...(statementSeconds === undefined ? {} : { statement_timeout: statementSeconds * 1000 }),
    },
  };
  if ('socket' in address)
    return postgres({ ...options, host: address.socket, port: 5432, database: address.database, username: 'samskriv_app' });
  return postgres(address.url, options);
}
