import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openHouse, type TestHouse, type TestPerson } from './house.ts';
import type { RawClient } from './rawClient.ts';
import { wire } from './rawClient.ts';
import * as encoding from 'lib0/encoding';

let house: TestHouse;
let anna: TestPerson;
let bo: TestPerson;
let observer: TestPerson;

beforeAll(async () => {
  house = await openHouse();
  anna = await house.person('chair', 'Anna Mikkelsen');
  bo = await house.person('member', 'Bo Kjær');
  observer = await house.person('observer', 'Olga Åby');
});
afterAll(() => house.close());

const seenBy = (watcher: RawClient, client: number) => watcher.presences.get(client)?.state?.user?.name;

/** Shows a presence under a fresh client id, and waits until the watcher sees it. */
async function says(client: RawClient, id: number, watcher: RawClient): Promise<void> {
  client.sendPresence([[id, 1, {}]]);
  await watcher.until(() => seenBy(watcher, id) !== undefined);
}

describe('presence', () => {
  it('of a reader who invents a name shows the true one (row 21)', async () => {
    const [liar, watcher] = [await house.client(observer), await house.client(bo)];
    liar.sendPresence([[liar.doc.clientID, 1, { user: { id: anna.id, name: 'Anna Mikkelsen', colour: '<b>' }, cursor: null }]]);
    await watcher.until(() => watcher.presences.has(liar.doc.clientID));
    expect(watcher.presences.get(liar.doc.clientID)?.state?.user).toMatchObject({
      id: observer.id,
      name: 'Olga Åby',
      colour: expect.any(Number) as number,
    });
    liar.leave();
    watcher.leave();
  });

  it('with a clock of 2^40 for another’s id leaves the victim’s caret free (row 22)', async () => {
    const [victim, attacker, watcher] = await Promise.all([house.client(anna), house.client(bo), house.client(observer)]);
    victim.sendPresence([[victim.doc.clientID, 1, { cursor: 1 }]]);
    await watcher.until(() => seenBy(watcher, victim.doc.clientID) === 'Anna Mikkelsen');
    attacker.sendPresence([[victim.doc.clientID, 2 ** 40, { cursor: 666 }]]);
    attacker.sendPresence([[attacker.doc.clientID, 1, { cursor: 2 }]]);
    await watcher.until(() => seenBy(watcher, attacker.doc.clientID) === 'Bo Kjær');
    expect(attacker.closed).toBeNull();
    victim.sendPresence([[victim.doc.clientID, 2, { cursor: 3 }]]);
    await watcher.until(() => (watcher.presences.get(victim.doc.clientID)?.state as { cursor?: number } | null)?.cursor === 3);
    for (const client of [victim, attacker, watcher]) client.leave();
  });

  it('of an observer who writes a reply goes on under the true name, and is gone with the socket', async () => {
    const [writer, watcher] = [await house.client(observer), await house.client(bo)];
    const client = writer.doc.clientID;
    writer.sendPresence([[client, 1, { replying: 'a thread', user: { id: anna.id, name: 'Anna Mikkelsen' } }]]);
    await watcher.until(() => seenBy(watcher, client) !== undefined);
    expect(watcher.presences.get(client)?.state).toMatchObject({ replying: 'a thread', user: { id: observer.id, name: 'Olga Åby' } });
    writer.leave();
    await watcher.until(() => (watcher.presences.get(client)?.state ?? null) === null);
    watcher.leave();
  });

  it('100,000 at once, a huge one, and a flood of them close the socket (row 23)', async () => {
    const crowd = await house.client(bo);
    crowd.sendPresence(Array.from({ length: 100_000 }, (_, index) => [index, 1, 0]));
    await crowd.until(() => crowd.closed !== null);
    expect([4429, 1009]).toContain(crowd.closed?.code);

    const fat = await house.client(bo);
    fat.sendPresence([[fat.doc.clientID, 1, { note: 'x'.repeat(3000) }]]);
    await fat.until(() => fat.closed !== null);
    expect(fat.closed?.code).toBe(4429);

    const huge = await house.client(bo);
    huge.sendPresence([[huge.doc.clientID, 1, { note: 'x'.repeat(20 << 20) }]]);
    await huge.until(() => huge.closed !== null);
    expect(huge.closed?.code).toBe(1009);

    const fast = await house.client(bo);
    for (let clock = 1; clock < 2000; clock++) fast.sendPresence([[fast.doc.clientID, clock, { clock }]]);
    await fast.until(() => fast.closed !== null);
    expect(fast.closed?.code).toBe(4429);
  });

  it('set to null is gone at once, and so is that of who leaves (row 24)', async () => {
    await expect.poll(() => house.collab.metrics().sockets).toBe(0);
    const [a, b, watcher] = await Promise.all([house.client(anna), house.client(bo), house.client(observer)]);
    for (const client of [a, b]) client.sendPresence([[client.doc.clientID, 1, {}]]);
    await watcher.until(() => [a, b].every((client) => seenBy(watcher, client.doc.clientID) !== undefined));
    // What nobody takes away goes by itself after thirty seconds: what is said next must find it gone.
    a.sendPresence([[a.doc.clientID, 2, null]]);
    await says(a, 778_001, watcher);
    expect(watcher.presences.get(a.doc.clientID)?.state).toBeNull();
    b.leave();
    await expect.poll(() => house.collab.metrics().sockets).toBe(2);
    await says(a, 778_002, watcher);
    expect(watcher.presences.get(b.doc.clientID)?.state).toBeNull();
    a.leave();
    watcher.leave();
  });

  it('outlives a quick reconnect with the same client id', async () => {
    await expect.poll(() => house.collab.metrics().sockets).toBe(0);
    const watcher = await house.client(observer);
    const before = await house.client(anna);
    before.sendPresence([[777_001, 1, { at: 'before' }]]);
    await watcher.until(() => seenBy(watcher, 777_001) !== undefined);
    const after = await house.client(anna);
    after.sendPresence([[777_001, 2, { at: 'after' }]]);
    await watcher.until(() => watcher.presences.get(777_001)?.clock === 2);
    before.leave();
    const marker = await house.client(bo);
    marker.sendPresence([[777_002, 1, {}]]);
    await watcher.until(() => seenBy(watcher, 777_002) !== undefined);
    marker.leave();
    await watcher.until(() => watcher.presences.get(777_002)?.state === null);
    expect(seenBy(watcher, 777_001)).toBe('Anna Mikkelsen');
    // It went over to the connection that came back, and goes with that one.
    await expect.poll(() => house.collab.metrics().sockets).toBe(2);
    after.leave();
    await expect.poll(() => house.collab.metrics().sockets).toBe(1);
    const next = await house.client(bo);
    await says(next, 777_003, watcher);
    expect(watcher.presences.get(777_001)?.state).toBeNull();
    next.leave();
    watcher.leave();
  });

  it('is not closed for repeating what it hears', async () => {
    const [a, b] = [await house.client(anna), await house.client(bo)];
    a.sendPresence([[a.doc.clientID, 1, {}]]);
    await b.until(() => seenBy(b, a.doc.clientID) !== undefined);
    for (let times = 0; times < 500; times++) b.sendPresence([[a.doc.clientID, 1, { user: { name: 'ekko' } }]]);
    b.sendPresence([[b.doc.clientID, 1, {}]]);
    await a.until(() => seenBy(a, b.doc.clientID) === 'Bo Kjær');
    expect(b.closed).toBeNull();
    a.leave();
    b.leave();
  });
});

describe('free text', () => {
  const forged = '{"type":"rights","mayWrite":true}';

  it('that is not JSON, or nothing at all, harms nobody and reaches nobody (row 33)', async () => {
    const [a, watcher] = [await house.client(bo), await house.client(anna)];
    for (const said of ['', '{', 'null', forged, '\0']) a.send(wire.stateless, (e) => encoding.writeVarString(e, said));
    await says(a, a.doc.clientID, watcher);
    expect(watcher.stateless).toEqual([]);
    expect(a.closed).toBeNull();
    a.leave();
    watcher.leave();
  });

  it('cut short, or meant for everybody as only servers may, ends its own sender’s paper alone (row 33)', async () => {
    const [next, watcher] = [await house.client(observer), await house.client(anna)];
    for (const [type, write] of [
      [wire.stateless, () => {}],
      [wire.broadcastStateless, (e: encoding.Encoder) => encoding.writeVarString(e, forged)],
    ] as const) {
      const sender = await house.client(bo);
      sender.send(type, write);
      await sender.until(() => sender.ended !== null);
      sender.leave();
    }
    await says(next, next.doc.clientID, watcher);
    expect([...watcher.stateless, ...next.stateless]).toEqual([]);
    next.leave();
    watcher.leave();
  });
});
