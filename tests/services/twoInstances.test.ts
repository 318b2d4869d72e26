import { notify } from '@samskriv/database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openHouse, openInstance, type, type Instance, type TestHouse, type TestPerson } from '../faults/house.ts';

const redisUrl = process.env['REDIS_URL'] ?? null;

let house: TestHouse;
let second: Instance;
let anna: TestPerson;
let bo: TestPerson;

beforeAll(async () => {
  if (redisUrl === null) throw new Error('test:services needs REDIS_URL');
  house = await openHouse({ redisUrl });
  second = await openInstance(house.db, { redisUrl });
  anna = await house.person('chair', 'Anna');
  bo = await house.person('member', 'Bo');
});

afterAll(async () => {
  await second.close();
  await house.close();
});

const onSecond = (person: TestPerson) => second.client(person, house.document);

describe('two instances', () => {
  it('show each other’s edits and people at once', async () => {
    const [here, there] = [(await house.client(anna)).connectDoc(), (await onSecond(bo)).connectDoc()];
    type(here, 'herfra ');
    await there.until(() => there.doc.getText('notes').toString() === 'herfra ');
    type(there, 'derfra ');
    await here.until(() => here.doc.getText('notes').toString() === 'derfra herfra ');
    here.sendPresence([[here.doc.clientID, 1, { user: { name: 'løgn' } }]]);
    await there.until(() => there.presences.get(here.doc.clientID)?.state?.user?.name === 'Anna');
    here.leave();
    await there.until(() => there.presences.get(here.doc.clientID)?.state === null);
    there.leave();
  });

  it('number what both write without a gap, and both end with the same text', async () => {
    const clients = [];
    for (let index = 0; index < 8; index++) {
      const person = await house.person('member');
      clients.push((await (index % 2 === 0 ? house.client(person) : onSecond(person))).connectDoc());
    }
    const before = clients[0]!.doc.getText('notes').length;
    for (let step = 0; step < 40; step++) {
      for (const client of clients) type(client, '.');
      await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all(clients.map((client) => client.until(() => client.acks.length === 40, '40 acknowledgements')));
    await Promise.all(clients.map((client) => client.until(() => client.doc.getText('notes').length === before + 320, '320 edits')));
    for (const client of clients) expect(client.doc.getText('notes').toString()).toBe(clients[0]!.doc.getText('notes').toString());
    const [log] = await house.db.owner`
      select count(*)::int as rows, max(number)::int as last, (select head::int from paper_round where paper_id = ${house.paperId}) as head
      from paper_update where paper_id = ${house.paperId}`;
    expect(log).toMatchObject({ last: log!['rows'], head: log!['rows'] });
    for (const client of clients) client.leave();
  });

  it('both hear that a right was taken away', async () => {
    const person = await house.person('member');
    const [here, there] = [await house.client(person), await onSecond(person)];
    await house.db.owner`delete from membership where person_id = ${person.id}`;
    await notify(house.db.owner, { kind: 'rights', personId: person.id });
    await Promise.all([here, there].map((client) => client.until(() => client.closed !== null)));
    expect([here.closed?.code, there.closed?.code]).toEqual([4404, 4404]);
  });

  it('do not let a client id be taken over on the other instance (row 27)', async () => {
    const victim = (await house.client(anna)).connectDoc();
    type(victim, 'min ');
    await victim.until(() => victim.acks.length === 1);
    const forger = await onSecond(bo);
    await forger.until(() => forger.doc.getText('notes').toString().includes('min '));
    forger.doc.clientID = victim.doc.clientID;
    forger.connectDoc();
    type(forger, 'falsk ');
    await forger.until(() => forger.acks.length === 1);
    expect(forger.acks).toEqual([false]);
    victim.leave();
    forger.leave();
  });
});
