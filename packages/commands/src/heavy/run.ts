import type { Pool } from '@samskriv/database';
import type { Actor, Refusal } from '@samskriv/process';
import type { House } from '../house.ts';
import type { HeavyName } from './heavyReads.ts';

/**
 * Something heavy that is read (or put back). `read` is all of the work: it asks for no rights, which whoever calls has settled,
 * and takes and gives plain values. `weigh` says how much it will read (bytes).
 */
export type HeavyRead<Input, Output> = {
  readonly name: HeavyName;
  weigh(sql: Pool, input: Input): Promise<number>;
  read(sql: Pool, input: Input): Promise<Output>;
};

/** What is less than this (bytes) is read at once, where it is asked for: an ordinary paper several times over. */
const LIGHT = 256 << 10;

/** Reads what little there is at once, and what is much elsewhere. A house without such a place reads everything at once. */
export async function readHeavily<Input, Output>(
  house: House,
  actor: Actor,
  work: HeavyRead<Input, Output>,
  input: Input,
): Promise<Output | Refusal> {
  if (house.heavy === undefined || (await work.weigh(house.sql, input)) < LIGHT) return work.read(house.sql, input);
  return (await house.heavy.run(work.name, input, actor.personId)) as Output | Refusal;
}
