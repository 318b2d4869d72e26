import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { migrationNames, runMigration } from '../migrationFiles.ts';
import { migrate } from '../migrate.ts';
import { freshDatabase, type FreshDatabase } from '../testing.ts';
import {
  BackupError,
  checkBackup,
  connectAsOwner,
  leftOut,
  leftOutSchemas,
  restoreBackup,
  selectBrokenLogs,
  writeBackup,
} from './index.ts';
import { clearSchema } from './schema.ts';
import { speakPlainly } from './contents.ts';

let folder: string;
const databases: FreshDatabase[] = [];
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'backup-'))));
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await Promise.all(databases.map((database) => database.drop()));
});

async function database(): Promise<FreshDatabase> {
  const made = await freshDatabase();
  databases.push(made);
  return made;
}

let files = 0;
const newFile = () => join(folder, `${++files}.backup`);
const nothingMore = () => Promise.resolve();

async function backUp({ ownerAddress }: FreshDatabase, file = newFile(), options = {}) {
  const owner = connectAsOwner(ownerAddress);
  try {
    return await writeBackup(owner, file, options);
  } finally {
    await owner.end({ timeout: 1 });
  }
}

async function restore({ ownerAddress }: FreshDatabase, file: string, verify: Parameters<typeof restoreBackup>[2] = nothingMore) {
  const owner = connectAsOwner(ownerAddress);
  try {
    return await restoreBackup(owner, file, verify);
  } finally {
    await owner.end({ timeout: 1 });
  }
}

/** A house in which something has been said and written; `paper` has `edits` rows of log after its birth. */
async function furnish({ owner }: FreshDatabase, edits = 20): Promise<string> {
  const [organisation] = await owner<
    { id: string }[]
  >`insert into organisation (name) values (${'Åmose\tForsyning\n\\. "x"'}) returning id`;
  const [person] = await owner<{ id: string }[]>`
    insert into person (mail, name, organisation_id, password_hash)
    values (${`${randomBytes(4).toString('hex')}@b.example`}, 'Ærø', ${organisation!.id}, 'hash') returning id`;
  await owner`insert into session (id, person_id, expires_at) values ('kept-by-nobody', ${person!.id}, now() + interval '1 day')`;
  const [target] = await owner<{ id: string }[]>`insert into procurement_target (title) values ('Mål') returning id`;
  const [group] = await owner<{ id: string }[]>`
    insert into working_group (title, kind, target_id) values ('Gruppe', 'new', ${target!.id}) returning id`;
  const [paper] = await owner<{ id: string }[]>`
    insert into paper (group_id, kind, title) values (${group!.id}, 'target', 'Papir') returning id`;
  await owner`insert into paper_round (paper_id, round, head) values (${paper!.id}, 1, ${edits})`;
  await owner`
    insert into paper_update (paper_id, round, number, author, kind, hash, bytes)
    select ${paper!.id}, 1, n, ${person!.id}, 'edit', encode(sha256(bytes), 'hex'), bytes
    from (select n, decode(repeat(md5(n::text), 40), 'hex') as bytes from generate_series(1, ${edits}::int) n) made`;
  await owner`insert into audit_log (actor, action, details) values (${person!.id}, 'person.signIn', ${owner.json({ navn: 'Ø', tal: 1.5 })})`;
  return paper!.id;
}

/** Everything in a database's schema public, but for what a backup leaves out. */
async function everything({ owner }: FreshDatabase): Promise<Record<string, unknown>> {
  const tables = await owner<{ name: string }[]>`
    select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1`;
  const all: Record<string, unknown> = {};
  for (const { name } of tables) {
    if (name in leftOut) continue;
    const rows = await owner.unsafe(`select to_jsonb(t)::text as row from public."${name}" t order by 1`);
    all[name] = rows.map(({ row }) => row as unknown);
  }
  return all;
}

describe('a backup', { timeout: 120_000 }, () => {
  test('holds every table, or its reason not to is written down', async () => {
    const full = await database();
    const { manifest, head } = await backUp(full);
    const there = (
      await full.owner<{ name: string }[]>`
        select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p', 'f') and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg_toast%'`
    )
      .map(({ name }) => name)
      .filter((name) => !leftOutSchemas.includes(name.split('.')[0]!));
    const accounted = [...manifest.tables.map(({ name }) => name), ...Object.keys(head.leftOut)].map((name) => `public.${name}`);
    expect(accounted.sort()).toEqual(there.sort());
    expect(Object.values(head.leftOut).every((reason) => reason.length > 20)).toBe(true);
  });

  test('restored is the same house: every row, key, right and number', async () => {
    const from = await database();
    const paperId = await furnish(from);
    await from.owner`insert into audit_log (action) select 'x' from generate_series(1, 5)`;
    const { file, manifest } = await backUp(from);
    const to = await database();
    const restored = await restore(to, file, async (sql) => expect(await selectBrokenLogs(sql)).toEqual([]));
    expect(restored.manifest).toEqual(manifest);
    expect(await everything(to)).toEqual(await everything(from));
    expect(await to.owner`select 1 from session`).toHaveLength(0);
    // The next number comes after the last one.
    const [last] = await to.owner<{ id: string }[]>`select max(id) as id from audit_log`;
    const [next] = await to.sql<{ id: string }[]>`insert into audit_log (action) values ('x') returning id`;
    expect(Number(next!.id)).toBeGreaterThan(Number(last!.id));
    // The application's role has what it had, and the keys hold.
    await expect(to.sql`delete from audit_log`).rejects.toThrow('permission denied');
    await expect(to.sql`insert into paper_round (paper_id, round) values (gen_random_uuid(), 1)`).rejects.toThrow('foreign key');
    const count = (db: FreshDatabase) => db.owner`
      select contype, conrelid::regclass::text as on, pg_get_constraintdef(oid) as says from pg_constraint
      where connamespace = 'public'::regnamespace order by 2, 3`;
    expect([...(await count(to))]).toEqual([...(await count(from))]);
    await to.owner`update paper_update set bytes = 'x' where paper_id = ${paperId} and number = 7`;
    expect(await selectBrokenLogs(to.owner)).toEqual([{ paperId, round: 1 }]);
    await migrate(to.ownerAddress);
  });

  test('takes tables nobody has told it of, circles and computed columns among them', async () => {
    const from = await database();
    await furnish(from, 1);
    const unknown = `
      create table egg (id bigint generated always as identity primary key, hen bigint, note text, loud text generated always as (upper(note)) stored);
      create table hen (id bigint generated always as identity primary key, egg bigint references egg);
      alter table egg add constraint laid foreign key (hen) references hen deferrable;`;
    await from.owner.unsafe(unknown);
    await from.owner.unsafe(
      `insert into hen default values; insert into egg (hen, note) values (1, 'æg'), (null, null); update hen set egg = 1`,
    );
    const { file } = await backUp(from);
    const to = await database();
    // The two come with no migration, so the target must bring them: it is refused without.
    await expect(restore(to, file)).rejects.toThrow('a table that is unknown here: egg');
    expect(await to.owner`select 1 from person`).toHaveLength(0);
    const sums = (await checkBackup(file)).manifest.tables.filter(({ name }) => name === 'egg' || name === 'hen');
    expect(sums.map(({ name, rows }) => [name, rows])).toEqual([
      ['egg', 2],
      ['hen', 1],
    ]);
  });

  test('holds what was there when it began, and nothing of what came while it was made', async () => {
    const from = await database();
    const paperId = await furnish(from, 5);
    const writer = await from.owner.reserve();
    let typed = 5;
    let writing = true;
    const typing = (async () => {
      while (writing) {
        typed++;
        await writer`begin`;
        await writer`update paper_round set head = head + 1 where paper_id = ${paperId}`;
        await writer`insert into paper_update (paper_id, round, number, kind, hash, bytes) values (${paperId}, 1, ${typed}, 'edit', ${`h${typed}`}, 'x')`;
        await writer`commit`;
      }
    })();
    const before = typed - 1;
    for (let times = 0; times < 5; times++) {
      const { file } = await backUp(from);
      const to = await database();
      await restore(to, file, async (sql) => expect(await selectBrokenLogs(sql)).toEqual([]));
      const [row] = await to.owner<{ rows: number }[]>`select count(*)::int as rows from paper_update`;
      expect(row!.rows).toBeGreaterThanOrEqual(before);
    }
    writing = false;
    await typing;
    writer.release();
    expect(typed).toBeGreaterThan(10);
  });

  test('of an older schema comes up to date', async () => {
    const from = await database();
    const names = await migrationNames();
    await from.owner.begin(async (sql) => {
      await clearSchema(sql);
      for (const name of names.slice(0, -1)) await runMigration(sql, name);
    });
    await from.owner`insert into organisation (name) values ('Ældre')`;
    const { file, head } = await backUp(from);
    expect(head.migrations).toEqual(names.slice(0, -1));
    const to = await database();
    await restore(to, file);
    expect((await to.owner`select name from migration order by id`).map(({ name }) => name as string)).toEqual(names);
    expect(await to.owner`select name from organisation`).toHaveLength(1);
  });

  test('of a newer schema is refused', async () => {
    const from = await database();
    await from.owner`insert into migration (name, run_on) values ('999_flying', now())`;
    const { file } = await backUp(from);
    await expect(restore(await database(), file)).rejects.toThrow('later version of Samskriv than this one (999_flying)');
  });
});

describe('a restore', { timeout: 120_000 }, () => {
  let from: FreshDatabase;
  let file: string;
  beforeAll(async () => {
    from = await database();
    await furnish(from, 300);
    ({ file } = await backUp(from));
  });

  test('into a house in use, or beside something else, is refused and changes nothing', async () => {
    const used = await database();
    await furnish(used);
    const before = await everything(used);
    await expect(restore(used, file)).rejects.toThrow('The database holds a house in use.');
    expect(await everything(used)).toEqual(before);
    const other = await database();
    await other.owner.begin((sql) => clearSchema(sql));
    await other.owner`create table recipe (id int)`;
    await expect(restore(other, file)).rejects.toThrow('The database holds tables of something else.');
  });

  test('into a database with nothing in it makes the whole house', async () => {
    const to = await database();
    await to.owner.begin((sql) => clearSchema(sql));
    await restore(to, file);
    expect(await everything(to)).toEqual(await everything(from));
  });

  test('that fails at its end leaves nothing behind', async () => {
    const to = await database();
    await expect(restore(to, file, () => Promise.reject(new Error('the chain is broken')))).rejects.toThrow('the chain is broken');
    expect(await to.owner`select 1 from organisation union all select 1 from person`).toHaveLength(0);
    await restore(to, file);
    expect(await everything(to)).toEqual(await everything(from));
  });

  test('is told by the database when rows do not fit, and ends', async () => {
    const to = await database();
    await expect(
      to.owner.begin(async (sql) => {
        await speakPlainly(sql);
        const stream = await sql.unsafe('copy organisation (id) from stdin').writable();
        await pipeline([Buffer.from('not-an-id\n')], stream);
      }),
    ).rejects.toThrow('invalid input syntax for type uuid');
  });
});

describe('a file', { timeout: 120_000 }, () => {
  let file: string;
  let whole: Buffer;
  beforeAll(async () => {
    const from = await database();
    await furnish(from, 200);
    ({ file } = await backUp(from));
    whole = readFileSync(file);
  });
  const damaged = (bytes: Buffer) => {
    const path = newFile();
    writeFileSync(path, bytes);
    return path;
  };

  test('is for its owner’s eyes, and has no name before it is whole', async () => {
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder).filter((name) => name.includes('unfinished'))).toEqual([]);
  });

  test('that is there already is not written over unless that is asked for', async () => {
    const from = databases.at(-1)!;
    await expect(backUp(from, file)).rejects.toThrow('is there already');
    expect(readFileSync(file).equals(whole)).toBe(true);
    await backUp(from, file, { overwrite: true });
    expect(readFileSync(file).equals(whole)).toBe(false);
    await expect(backUp(from, join(folder, 'no', 'such', 'folder'))).rejects.toThrow('cannot be found');
    await expect(backUp(from, folder)).rejects.toThrow('is a folder');
  });

  test.each([0, 1, 10, 17, 18, 60, 90, -1, -40, -73, -74])('cut at %i is told from a whole one', async (at) => {
    const path = damaged(whole.subarray(0, at));
    await expect(checkBackup(path)).rejects.toThrow(/cut short|not a backup/);
    await expect(checkBackup(path)).rejects.toBeInstanceOf(BackupError);
  });

  test('with any one bit changed, or something after its end, is told', async () => {
    for (let times = 0; times < 300; times++) {
      const bytes = Buffer.from(whole);
      const at = times < 40 ? times : Math.floor((times / 300) * whole.length);
      bytes[at]! ^= 1 << (times % 8);
      await expect(checkBackup(damaged(bytes)), `byte ${at}`).rejects.toBeInstanceOf(BackupError);
    }
    await expect(checkBackup(damaged(Buffer.concat([whole, Buffer.from('\n')])))).rejects.toBeInstanceOf(BackupError);
    await expect(checkBackup(join(folder, 'none'))).rejects.toThrow('cannot be found');
    await expect(checkBackup(folder)).rejects.toThrow('is not a file');
  });

  test('stopped in the middle leaves nothing', async () => {
    const from = databases.at(-1)!;
    const path = newFile();
    await expect(backUp(from, path, { signal: AbortSignal.abort() })).rejects.toThrow('Stopped.');
    expect(readdirSync(folder).filter((name) => name.includes(`${files}.backup`))).toEqual([]);
  });
});

const mayMount = process.platform === 'linux' && process.getuid?.() === 0;

describe.runIf(mayMount)('a full disk', { timeout: 120_000 }, () => {
  let disk: string;
  beforeEach(() => {
    disk = mkdtempSync(join(tmpdir(), 'disk-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=200k', 'tmpfs', disk]);
    return () => {
      execFileSync('umount', ['-l', disk]);
      rmSync(disk, { recursive: true, force: true });
    };
  });

  test('is told in words and leaves no half backup, nor touches the old one', async () => {
    const from = await database();
    await furnish(from, 10);
    const file = join(disk, 'nightly.backup');
    await backUp(from, file);
    const old = readFileSync(file);
    await from.owner`
      insert into paper_update (paper_id, round, number, kind, hash, bytes)
      select gen_random_uuid(), 1, n, 'edit', n::text, sha512(n::text::bytea) || sha512((n + 1)::text::bytea) from generate_series(1, 5000) n`;
    await expect(backUp(from, file, { overwrite: true })).rejects.toThrow('There is no room left on the disk');
    expect(readdirSync(disk)).toEqual(['nightly.backup']);
    expect(readFileSync(file).equals(old)).toBe(true);
  });
});
