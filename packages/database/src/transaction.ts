import type { Pool, Sql } from './connect.ts';

/** Runs `work` in one transaction: its result when it commits; when `work` throws, nothing has happened. */
export async function inTransaction<Result>(pool: Pool, work: (sql: Sql) => Promise<Result>): Promise<Result> {
  return (await pool.begin((sql) => work(sql))) as Result;
}

/** Whether an error is Postgres saying that a unique value is taken. */
export function isTaken(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === '23505';
}
