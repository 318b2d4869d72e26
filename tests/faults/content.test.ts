import { hash, randomUUID } from 'node:crypto';
import { mostClients } from '@samskriv/database';
import { mostCharacters, schemaVersion } from '@samskriv/document';
import * as Y from 'yjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openHouse, type TestHouse, type TestPerson } from './house.ts';
import { RawClient } from './rawClient.ts';

let house: TestHouse;
let anna: TestPerson;
let bo: TestPerson;

beforeAll(async () => {
  house = await openHouse({ sweep: 2 ** 31 - 1 });
  anna = await house.person('chair', 'Anna');
  bo = await house.person('member', 'Bo');
});
afterAll(() => house.close());

/** A paper of the same group, and a client of a person on it, with the schema named or not. */
async function freshPaper(): Promise<{
  document: string;
  paperId: string;
  open(who: TestPerson, schema?: number | null): Promise<RawClient>;
}> {
  const { document, paperId, groupId } = await house.paper();
  for (const { id } of [anna, bo])
    await house.db.owner`insert into membership (group_id, person_id, role) values (${groupId}, ${id}, 'member')`;
  return {
    document,
    paperId,
    async open(who, schema = schemaVersion) {
      const named = schema === null ? '' : `?schema=${schema}`;
      return (await new RawClient(`ws://127.0.0.1:${house.port}/collab${named}`, document).enter(who.token)).connectDoc();
    },
  };
}

async function rows(paperId: string): Promise<number> {
  const [row] = await house.db.owner<{ rows: number }[]>`select count(*)::int as rows from paper_update where paper_id = ${paperId}`;
  return row!.rows;
}

const root = (client: RawClient) => client.doc.getXmlFragment('default');
const section = (client: RawClient, index = 0) => root(client).get(index) as Y.XmlElement;

function paragraph(words: string): Y.XmlElement {
  const made = new Y.XmlElement('paragraph');
  made.insert(0, [new Y.XmlText(words)]);
  return made;
}

/** The reason why the client's next edit is refused; null where it is saved. */
async function answer(client: RawClient, write: () => void): Promise<string | null> {
  const before = client.acks.length;
  client.doc.transact(write);
  await client.until(() => client.acks.length > before || client.closed !== null, 'an answer');
  if (client.acks.at(-1) === true) return null;
  const said = client.stateless.map((message) => JSON.parse(message) as { type: string; reason?: string });
  return said.find(({ type }) => type === 'refused')?.reason ?? 'no reason';
}

describe('what a paper cannot be', () => {
  it('rows 57, 58, 59: is refused with the reason, before it is stored, shown or acknowledged; others write on', async () => {
    const paper = await freshPaper();
    const reader = await paper.open(bo);
    const nest = (client: RawClient) => {
      let list = new Y.XmlElement('bulletList');
      section(client).push([list]);
      for (let level = 0; level < 3_000; level++) {
        const next = new Y.XmlElement(level % 2 === 0 ? 'listItem' : 'bulletList');
        list.push([next]);
        list = next;
      }
    };
    const tries: [string, (client: RawClient) => void][] = [
      ['depth', nest],
      ['characters', (client) => section(client).push([paragraph('a\0b')])],
      ['content', (client) => section(client).push([new Y.XmlElement('section')])],
      ['content', (client) => section(client).push([new Y.XmlElement('iframe')])],
      ['content', (client) => root(client).push([paragraph('løs')])],
    ];
    const before = await rows(paper.paperId);
    for (const [reason, write] of tries) {
      const client = await paper.open(anna);
      expect(await answer(client, () => write(client))).toBe(reason);
      client.leave();
    }
    expect(await rows(paper.paperId)).toBe(before);
    expect(await answer(reader, () => section(reader).push([paragraph('Flergangsservice')]))).toBeNull();
    const cold = await paper.open(anna);
    expect(cold.text()).toContain('Flergangsservice');
    expect(cold.text()).toBe(reader.text());
    for (const client of [reader, cold]) client.leave();
  });

  it('row 61: a length nobody typed, and more clients than one person has', async () => {
    const paper = await freshPaper();
    const liar = await paper.open(anna);
    const gap = [1, 1, 7, 0, 0, ...[255, 255, 255, 255, 255, 255, 255, 7], 0];
    liar.sendSync(2, Uint8Array.from(gap));
    await liar.until(() => liar.acks.length === 1);
    expect(liar.acks).toEqual([false]);
    liar.leave();

    const many = await paper.open(anna);
    const edit = (client: number) => {
      const doc = new Y.Doc();
      doc.clientID = client;
      doc.getText('notes').insert(0, 'x');
      return Y.encodeStateAsUpdate(doc);
    };
    many.sendSync(2, Y.mergeUpdates(Array.from({ length: mostClients - 1 }, (_, index) => edit(1000 + index))));
    many.sendSync(2, edit(5000));
    many.sendSync(2, edit(5001));
    await many.until(() => many.acks.length === 3);
    expect(many.acks).toEqual([true, true, false]);
    expect(many.stateless.map((said) => JSON.parse(said) as unknown)).toContainEqual({ type: 'refused', reason: 'too_many_clients' });
    const [owned] = await house.db.owner`select count(*)::int as clients from paper_client where paper_id = ${paper.paperId} and wrote`;
    expect(owned!['clients']).toBe(mostClients);
    const other = await paper.open(bo);
    expect(await answer(other, () => section(other).push([paragraph('Bo skriver')]))).toBeNull();
    for (const client of [many, other]) client.leave();
  });

  it('row 61: ids that are only shown are limited as well, each day', async () => {
    const paper = await freshPaper();
    const watcher = await paper.open(bo);
    const shown = await paper.open(anna);
    for (let client = 1; client <= mostClients; client++) {
      shown.sendPresence([[client, 1, { here: client }]]);
      // Each is a look at the database; many at once would be given up on a slow machine.
      if (client % 20 === 0) await watcher.until(() => watcher.presences.size >= client, 'all are shown');
    }
    // One socket claims no more than that; another of the same person finds no room.
    const again = await paper.open(anna);
    again.sendPresence([[9999, 1, { here: 1 }]]);
    expect(await answer(again, () => section(again).push([paragraph('skrevet')]))).toBeNull();
    expect(watcher.presences.has(9999)).toBe(false);
    const [owned] = await house.db
      .owner`select count(*) filter (where not wrote)::int as seen from paper_client where paper_id = ${paper.paperId}`;
    expect(owned!['seen']).toBe(mostClients);
    for (const client of [watcher, shown, again]) client.leave();
  });
});

describe('row 60: a program that has named no schema', () => {
  const words = 'Flergangsservice skal anvendes ved faste arrangementer. '.repeat(20);

  it('takes no section away, and no more than half of a section’s text; one that has named it may', async () => {
    const paper = await freshPaper();
    const author = await paper.open(bo);
    expect(await answer(author, () => section(author, 1).push([paragraph(words), paragraph('Og så videre.')]))).toBeNull();
    const before = author.text();
    const place = (client: RawClient) =>
      section(client, 1)
        .toArray()
        .findIndex((child) => String(child).includes('Flergangsservice'));

    for (const write of [
      (client: RawClient) => root(client).delete(0, root(client).length),
      (client: RawClient) => root(client).delete(1, 1),
      (client: RawClient) => section(client, 1).delete(place(client), 1),
      (client: RawClient) => ((section(client, 1).get(place(client)) as Y.XmlElement).get(0) as Y.XmlText).delete(0, words.length - 20),
      (client: RawClient) => {
        root(client).delete(0, root(client).length);
        root(client).push([paragraph('')]);
      },
    ]) {
      const stock = await paper.open(anna, null);
      expect(await answer(stock, () => write(stock))).toMatch(/removal|content/);
      stock.leave();
    }
    const cold = await paper.open(anna);
    expect(cold.text()).toBe(before);

    const stock = await paper.open(anna, null);
    const text = (section(stock, 1).get(place(stock)) as Y.XmlElement).get(0) as Y.XmlText;
    expect(await answer(stock, () => text.delete(0, 40))).toBeNull();
    // A paragraph that becomes a heading keeps its words.
    const whole = text.toString();
    expect(
      await answer(stock, () => {
        const at = place(stock);
        const heading = new Y.XmlElement('heading');
        heading.insert(0, [new Y.XmlText(whole)]);
        section(stock, 1).delete(at, 1);
        section(stock, 1).insert(at, [heading]);
      }),
    ).toBeNull();

    await author.until(() => author.text().includes('<heading'));
    expect(await answer(author, () => section(author, 1).delete(place(author), 1))).toBeNull();
    for (const client of [author, cold, stock]) client.leave();
  });

  it('is told why it is closed at the y-websocket door', async () => {
    const paper = await freshPaper();
    const { WebsocketProvider } = await import('y-websocket');
    const { default: WebSocket } = await import('ws');
    const doc = new Y.Doc();
    const provider = new WebsocketProvider(`ws://127.0.0.1:${house.port}/y-websocket`, paper.document, doc, {
      WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
      params: { token: anna.token },
      disableBc: true,
    });
    await new Promise((resolve) => provider.on('sync', (is: boolean) => is && resolve(null)));
    const closed = new Promise<{ code: number; reason: string }>((resolve) =>
      provider.on('connection-close', (event) => event && resolve({ code: event.code, reason: event.reason })),
    );
    doc.getXmlFragment('default').delete(0, 1);
    expect(await closed).toEqual({ code: 4403, reason: 'removal' });
    provider.destroy();
  });
});

describe('row 62: a full round', () => {
  it('refuses what makes it longer, tells from four fifths on, and takes what makes it shorter', async () => {
    const paper = await freshPaper();
    const reader = await paper.open(bo);
    const author = await paper.open(anna);
    const most = mostCharacters / 5 - 100;
    for (let piece = 0; piece < 4; piece++) {
      expect(await answer(author, () => section(author, 1).push([paragraph('x'.repeat(most))]))).toBeNull();
    }
    const shares = () =>
      reader.stateless.map((said) => JSON.parse(said) as { type: string; share?: number | null }).filter(({ type }) => type === 'room');
    expect(shares()).toEqual([]);
    expect(await answer(author, () => section(author, 1).push([paragraph('x'.repeat(2_000))]))).toBeNull();
    await reader.until(() => shares().length > 0, 'told');
    expect(shares()[0]!.share).toBeGreaterThanOrEqual(0.8);
    expect(await answer(author, () => section(author, 1).push([paragraph('x'.repeat(most))]))).toBe('full');
    author.leave();

    const again = await paper.open(anna);
    await again.until(() => again.stateless.some((said) => said.includes('"room"')), 'told at the opening');
    const first = section(again, 1).length - 1;
    expect(await answer(again, () => section(again, 1).delete(first, 1))).toBeNull();
    for (const client of [reader, again]) client.leave();
  });

  it('from before there was a limit opens, is shortened, and is not made longer', async () => {
    const paper = await freshPaper();
    const doc = new Y.Doc();
    const [birth] = await house.db.owner<{ bytes: Uint8Array }[]>`select bytes from paper_update where paper_id = ${paper.paperId}`;
    Y.applyUpdate(doc, birth!.bytes);
    const pieces: Uint8Array[] = [];
    doc.on('update', (update: Uint8Array) => pieces.push(update));
    const old = doc.getXmlFragment('default').get(1) as Y.XmlElement;
    for (let piece = 0; piece < 12; piece++) old.push([paragraph('y'.repeat(900_000))]);
    for (const [index, bytes] of pieces.entries())
      await house.db.owner`insert into paper_update (paper_id, round, number, author, kind, hash, bytes)
        values (${paper.paperId}, 1, ${index + 2}, ${bo.id}, 'edit', ${hash('sha256', bytes)}, ${bytes})`;
    await house.db.owner`update paper_round set head = ${pieces.length + 1} where paper_id = ${paper.paperId}`;

    const author = await paper.open(anna);
    const last = section(author, 1).length - 1;
    const text = (section(author, 1).get(last) as Y.XmlElement).get(0) as Y.XmlText;
    expect(await answer(author, () => section(author, 1).delete(last - 1, 1))).toBeNull();
    expect(
      await answer(author, () => {
        text.delete(0, 1000);
        text.insert(0, 'z'.repeat(1000));
      }),
    ).toBeNull();
    expect(await answer(author, () => text.insert(0, 'z'))).toBe('full');
    author.leave();
  });
});

describe('the schema of a round', () => {
  it('is raised when every running process knows a newer one; who has named a lower one is asked to reload', async () => {
    const paper = await freshPaper();
    await house.db.owner`update paper_round set schema = ${schemaVersion - 1} where paper_id = ${paper.paperId}`;
    const older = randomUUID();
    await house.db
      .owner`insert into running_process (id, schema) values (${older}, ${schemaVersion - 1}), (${randomUUID()}, ${schemaVersion})`;
    const schema = async () =>
      (await house.db.owner`select schema from paper_round where paper_id = ${paper.paperId}`)[0]!['schema'] as number;

    const behind = await paper.open(anna, schemaVersion - 1);
    expect(await answer(behind, () => section(behind).push([paragraph('fra en ældre side')]))).toBeNull();
    expect(await schema()).toBe(schemaVersion - 1);
    behind.leave();
    await house.db.owner`delete from running_process where id = ${older}`;
    await expect.poll(() => house.collab.metrics().sockets).toBe(0);
    const ahead = await paper.open(bo);
    await expect.poll(schema).toBe(schemaVersion);
    const outdated = await paper.open(anna, schemaVersion - 1);
    await outdated.until(() => outdated.closed !== null);
    expect(outdated.closed!.code).toBe(4426);
    expect(outdated.text()).toBe('');
    ahead.leave();
  });

  it('is raised while the paper is open, at the next look', async () => {
    const other = await openHouse({ sweep: 200 });
    const chair = await other.person('chair');
    await other.db.owner`update paper_round set schema = ${schemaVersion - 1}`;
    const older = randomUUID();
    await other.db
      .owner`insert into running_process (id, schema) values (${older}, ${schemaVersion - 1}), (${randomUUID()}, ${schemaVersion})`;
    const open = (schema: number) =>
      new RawClient(`ws://127.0.0.1:${other.port}/collab?schema=${schema}`, other.document).enter(chair.token);
    const [behind, level] = [await open(schemaVersion - 1), await open(schemaVersion)];
    expect([behind.closed, level.closed]).toEqual([null, null]);
    await other.db.owner`delete from running_process where id = ${older}`;
    await behind.until(() => behind.closed !== null);
    expect(behind.closed!.code).toBe(4426);
    expect(level.closed).toBeNull();
    level.leave();
    await other.close();
  });
});
