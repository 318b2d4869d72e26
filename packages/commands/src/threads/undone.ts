import { inTransaction, type Pool, type Sql } from '@samskriv/database';
import { isRefusal, type Refusal } from '@samskriv/process';

class Undone extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.refused);
    this.refusal = refusal;
  }
}

/** Runs `work` in one transaction; where it gives a refusal, nothing of what it wrote stays. */
export async function allOrNothing<Result>(pool: Pool, work: (sql: Sql) => Promise<Result | Refusal>): Promise<Result | Refusal> {
  try {
    return await inTransaction(pool, async (sql) => {
      const outcome = await work(sql);
      if (isRefusal(outcome)) throw new Undone(outcome);
      return outcome;
    });
  } catch (error) {
    if (error instanceof Undone) return error.refusal;
    throw error;
  }
}
