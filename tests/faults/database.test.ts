import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as Y from 'yjs';
import { appendUpdates, connect } from '@samskriv/database';
import { startEmbedded } from '@samskriv/database/embedded';
import { migrate } from '@samskriv/database/migrate';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openLine, type Line } from './cuttable.ts';
import { openHouse, type, type TestHouse } from './house.ts';

let house: TestHouse;
let line: Line;

async function openOnLine(): Promise<void> {
  line = await openLine();
  house = await openHouse({ pool: (db, log) => line.pool(db, log) });
}
afterEach(async () => {
  await house.close();
  await line.close();
});

describe('the database', () => {
  it('being away acknowledges nothing, tells the client to come back, and saves when it is there again (row 5)', async () => {
    await openOnLine();
    const anna = await house.person('chair');
    const client = (await house.client(anna)).connectDoc();
    type(client, 'gemt ');
    await client.until(() => client.acks.length === 1);
    line.cut();
    type(client, 'venter ');
    await client.until(() => client.closed !== null);
    expect(client.closed?.code).toBe(1013);
    expect(client.acks).toEqual([true]);
    const during = await house.client(anna);
    await during.until(() => during.closed !== null);
    expect(during.closed?.code).toBe(1013);
    await line.mend();
    const back = await house.client(anna);
    back.sendSync(1, Y.encodeStateAsUpdate(client.doc));
    await back.until(() => back.acks.length === 1);
    expect(back.acks).toEqual([true]);
    const reader = await house.client(anna);
    expect(reader.doc.getText('notes').toString()).toBe('venter gemt ');
    for (const one of [back, reader]) one.leave();
  });

  it('lost between commit and answer brings no edit twice and loses none', async () => {
    await openOnLine();
    const people = await Promise.all(Array.from({ length: 4 }, () => house.person('member')));
    let clients = await Promise.all(people.map((person) => house.client(person)));
    const docs = clients.map((client) => client.doc);
    const acknowledged = docs.map(() => 0);
    for (let round = 0; round < 12; round++) {
      for (const client of clients) client.connectDoc();
      for (let step = 0; step < 15; step++) for (const client of clients) type(client, '.');
      await clients[round % 4]!.until(() => clients[round % 4]!.acks.length > round || clients[round % 4]!.closed !== null);
      line.cut();
      clients.forEach((client, index) => {
        acknowledged[index]! += client.acks.filter(Boolean).length;
        client.leave();
      });
      await line.mend();
      clients = await Promise.all(
        people.map(async (person, index) => {
          for (let tries = 0; ; tries++) {
            const client = await house.client(person);
            if (client.auth?.ok !== true || !client.synced) {
              client.leave();
              if (tries > 200) throw new Error('the server did not come back');
              continue;
            }
            client.sendSync(1, Y.encodeStateAsUpdate(docs[index]!));
            await client.until(() => client.acks.length === 1 || client.closed !== null);
            if (client.acks[0] !== true) {
              client.leave();
              continue;
            }
            Y.applyUpdate(docs[index]!, Y.encodeStateAsUpdate(client.doc));
            Y.applyUpdate(client.doc, Y.encodeStateAsUpdate(docs[index]!), client);
            client.doc.clientID = docs[index]!.clientID;
            docs[index] = client.doc;
            return client;
          }
        }),
      );
    }
    for (const client of clients) client.leave();
    const [log] = await house.db.owner`
      select count(*)::int as rows, max(number)::int as last, (select head::int from paper_round where paper_id = ${house.paperId}) as head
      from paper_update where paper_id = ${house.paperId}`;
    expect(log).toMatchObject({ last: log!['rows'], head: log!['rows'] });
    const reader = await house.client(people[0]!);
    expect(reader.doc.getText('notes').length).toBe(12 * 15 * 4);
    reader.leave();
  });

  it('slow at compaction leaves no orphan when a paper is opened and closed 1,000 times (row 9)', async () => {
    await openOnLine();
    const anna = await house.person('chair');
    const holder = await house.db.owner.reserve();
    await holder`begin`;
    await holder`lock table paper_snapshot in share mode`;
    let typed = 0;
    for (let times = 0; times < 1000; times++) {
      const client = (await house.client(anna)).connectDoc();
      if (times % 4 === 0) {
        type(client, '.');
        typed++;
        if (times % 8 === 0) await client.until(() => client.acks.length === 1);
      }
      client.leave();
    }
    await holder`commit`;
    holder.release();
    await expect.poll(() => house.collab.metrics().papers, { timeout: 60_000, interval: 20 }).toBe(0);
    const reader = await house.client(anna);
    const text = reader.doc.getText('notes').length;
    expect(text).toBeGreaterThanOrEqual(typed / 2);
    const log = await house.db.owner<
      { bytes: Uint8Array }[]
    >`select bytes from paper_update where paper_id = ${house.paperId} order by number`;
    const replay = new Y.Doc();
    for (const { bytes } of log) Y.applyUpdate(replay, bytes);
    expect(replay.getText('notes').length).toBe(text);
    reader.leave();
  });
});

const mayMount = process.platform === 'linux' && process.getuid?.() === 0;

describe.runIf(mayMount)('a full disk', () => {
  it('refuses the edit, corrupts nothing, and takes it when there is room again (row 6)', async () => {
    await openOnLine();
    const folder = mkdtempSync(join(tmpdir(), 'disk-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=220m', 'tmpfs', folder]);
    const postgres = await startEmbedded(folder, { settings: { min_wal_size: '32MB', max_wal_size: '48MB' } });
    try {
      const address = { socket: postgres.socket, database: postgres.database };
      await migrate(address);
      const owner = connect(address, { max: 1 });
      const [person] = await owner<
        { id: string }[]
      >`insert into person (mail, name, secretariat) values ('a@b.example', 'A', true) returning id`;
      await owner`insert into session (id, person_id, expires_at) values ('s', ${person!.id}, now() + interval '1 day')`;
      const [target] = await owner<{ id: string }[]>`insert into procurement_target (title) values ('t') returning id`;
      const [group] = await owner<
        { id: string }[]
      >`insert into working_group (title, kind, target_id) values ('g', 'new', ${target!.id}) returning id`;
      const [paper] = await owner<
        { id: string }[]
      >`insert into paper (group_id, kind, title) values (${group!.id}, 'target', 'p') returning id`;
      await owner`insert into paper_round (paper_id, round) values (${paper!.id}, 1)`;
      const append = (index: number) =>
        appendUpdates(
          owner,
          ['secretariat'],
          [
            {
              paperId: paper!.id,
              round: 1,
              author: person!.id,
              credential: 's',
              kind: 'edit',
              bytes: new Uint8Array(400_000).map((_, at) => (at * 7919 + index) % 251),
              hash: `h${index}`,
            },
          ],
        );
      expect((await append(0))[0]?.verdict).toBe('saved');
      const free = statfsSync(folder);
      writeFileSync(join(folder, 'filler'), new Uint8Array(Math.max(0, Number(free.bavail) * Number(free.bsize) - (1 << 20))));
      let saved = 0;
      let refused = false;
      for (let index = 1; index < 400 && !refused; index++) {
        try {
          if ((await append(index))[0]?.verdict === 'saved') saved = index;
        } catch {
          refused = true;
        }
      }
      expect(refused).toBe(true);
      unlinkSync(join(folder, 'filler'));
      // Postgres has come back when it takes the edit.
      const again = () => append(saved + 1).then(([answer]) => answer?.verdict);
      expect(['saved', 'known']).toContain(await vi.waitFor(again, { timeout: 60_000, interval: 50 }));
      const rows = await owner<{ hash: string; size: number }[]>`select hash, length(bytes) as size from paper_update order by number`;
      expect(rows.map((row) => row.hash)).toEqual(Array.from({ length: saved + 2 }, (_, index) => `h${index}`));
      expect(rows.every((row) => row.size === 400_000)).toBe(true);
      await owner.end({ timeout: 1 });
    } finally {
      await postgres.stop();
      execFileSync('umount', ['-l', folder]);
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
