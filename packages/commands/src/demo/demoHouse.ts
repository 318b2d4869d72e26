import type { Address, Pool } from '@samskriv/database';
import { freshDatabase } from '@samskriv/database/testing';
import { isRefusal, type Actor } from '@samskriv/process';
import type { House } from '../house.ts';
import { listGroups, type ListedGroup } from '../groups/read.ts';
import { actorOf } from '../people/actorOf.ts';
import { plantDemo } from './plant.ts';

/** A house in a database of its own with the demo partnership in it, for tests. */
export type DemoHouse = {
  house: House;
  /** The database as its owner, who may do what the application may not. */
  owner: Pool;
  /** Where a second pool on the same database connects. */
  address: Address;
  /** The id of the person with this mail. */
  idOf(mail: string): string;
  /** What the person with this mail is just now. */
  actor(mail: string): Promise<Actor>;
  groups: Record<'a' | 'b' | 'c', ListedGroup>;
  drop(): Promise<void>;
};

/** Makes one; `drop` takes it down again. */
export async function demoHouse(): Promise<DemoHouse> {
  const houseOf = (sql: Pool): House => ({ sql, mail: null, publicUrl: null, demo: true });
  const database = await freshDatabase({ name: 'demo', fill: (sql) => plantDemo(houseOf(sql)) });
  const house = houseOf(database.sql);
  const people = await house.sql<{ id: string; mail: string }[]>`select id, mail from person`;
  const ids = new Map(people.map(({ id, mail }) => [mail, id]));
  const idOf = (mail: string) => {
    const id = ids.get(mail);
    if (id === undefined) throw new RangeError(`Nobody here has the mail ${mail}`);
    return id;
  };
  const actor = async (mail: string) => {
    const found = await actorOf(house, idOf(mail));
    if (found === null) throw new RangeError(`${mail} may not sign in`);
    return found;
  };
  const groups = await listGroups(house, await actor('sekretariat@partnerskab.example'));
  const titled = (title: string) => {
    const group = groups.find((group) => group.title.startsWith(title));
    if (group === undefined) throw new RangeError(`No group is called ${title}`);
    return group;
  };
  return {
    house,
    owner: database.owner,
    address: database.address,
    idOf,
    actor,
    groups: { a: titled('Engangsservice'), b: titled('Rengøring'), c: titled('Hjemmeplejens') },
    drop: () => database.drop(),
  };
}

/** What a command gave; throws where it was a no. */
export function yes<Result>(outcome: Result): Exclude<Result, { refused: unknown }> {
  if (isRefusal(outcome)) throw new Error(`Refused: ${outcome.refused} ${outcome.field ?? ''}`);
  return outcome as Exclude<Result, { refused: unknown }>;
}

/** Does something in a house, and undoes whatever that did to its database. */
export async function undone<Result>(house: House, work: (house: House) => Promise<Result>): Promise<Result> {
  const undo = Symbol('undo');
  let done: { result: Result } | null = null;
  await house.sql
    .begin(async (sql) => {
      const pool = new Proxy(sql, {
        get: (target, name) =>
          name === 'begin' ? (work: (sql: unknown) => Promise<unknown>) => target.savepoint(work) : Reflect.get(target, name),
      });
      done = { result: await work({ ...house, sql: pool as unknown as Pool }) };
      throw undo;
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error;
    });
  return done!.result;
}
