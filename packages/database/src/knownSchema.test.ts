import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { knownSchemaFile, schemaLines } from './knownSchema.ts';
import { migrate } from './migrate.ts';
import { freshDatabase, type FreshDatabase } from './testing.ts';

let whole: FreshDatabase;
beforeAll(async () => void (whole = await freshDatabase()));
afterAll(() => whole.drop());

test('the known schema is what the migrations make (after a new migration: run this test with -u)', async () => {
  const lines = await schemaLines((text) => whole.owner.unsafe(text));
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(knownSchemaFile);
});

describe('migrate', () => {
  let database: FreshDatabase;
  beforeEach(async () => {
    database = await freshDatabase();
    return () => database.drop();
  });
  const start = () => migrate(database.ownerAddress);

  test('row 69: refuses a database that a newer version has migrated, and changes nothing', async () => {
    await database.owner`insert into migration (name, run_on) values ('999_from_the_future', now())`;
    await database.owner`delete from migration where name = '091_functions_with_schema'`;
    await expect(start()).rejects.toThrow(/newer version of Samskriv \(migrations unknown here: 999_from_the_future\)/);
    expect(await database.owner`select from migration where name = '091_functions_with_schema'`).toHaveLength(0);
  });

  test.each([
    ['drop table paper_text cascade', 'table paper_text'],
    ['alter table material drop column words', 'column material.words'],
    ['drop index person_mail', 'index person_mail'],
    ['alter table paper_text drop constraint paper_text_pkey', 'constraint paper_text_pkey of paper_text'],
    ['drop function search_query(text[])', 'function search_query'],
  ])('row 68: refuses a database after "%s"', async (wrong, missing) => {
    await database.owner.unsafe(wrong);
    await expect(start()).rejects.toThrow(/not whole; it lacks: /);
    await expect(start()).rejects.toThrow(missing);
  });

  test('takes a database with a table, a column and an index of somebody’s own', async () => {
    await database.owner.unsafe(
      'create table report (id int); alter table person add column extra text; create index mine on person (name)',
    );
    await expect(start()).resolves.toBeDefined();
  });
});
