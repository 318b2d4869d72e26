import { WebsocketProvider } from 'y-websocket';
import WebSocket from 'ws';
import * as Y from 'yjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openHouse, type, type TestHouse, type TestPerson } from './house.ts';

let house: TestHouse;
let anna: TestPerson;

beforeAll(async () => {
  house = await openHouse();
  anna = await house.person('chair', 'Anna');
});
afterAll(() => house.close());

/** A stock y-websocket client. `closed` resolves with the code of the first close. */
function stock(token: string, document = house.document): { provider: WebsocketProvider; doc: Y.Doc; closed: Promise<number> } {
  const doc = new Y.Doc();
  const provider = new WebsocketProvider(`ws://127.0.0.1:${house.port}/y-websocket`, document, doc, {
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    params: { token },
    disableBc: true,
  });
  const closed = new Promise<number>((resolve) => provider.on('connection-close', (event) => event && resolve(event.code)));
  return { provider, doc, closed };
}

function synced(provider: WebsocketProvider): Promise<void> {
  return new Promise((resolve) => provider.on('sync', (is: boolean) => is && resolve()));
}

describe('the y-websocket door', () => {
  it('lets a stock client read, write into the log, and be seen under its true name', async () => {
    const { provider, doc } = stock(anna.token);
    await synced(provider);
    const other = (await house.client(await house.person('member', 'Bo'))).connectDoc();
    provider.awareness.setLocalStateField('user', { name: 'En anden' });
    doc.getText('notes').insert(0, 'fra y-websocket');
    await other.until(() => other.doc.getText('notes').toString() === 'fra y-websocket');
    await other.until(() => other.presences.get(doc.clientID)?.state?.user?.name === 'Anna');
    const [row] = await house.db.owner`select author from paper_update where paper_id = ${house.paperId} order by number desc limit 1`;
    expect(row!['author']).toBe(anna.id);
    const heard = new Promise((resolve) => doc.getText('notes').observe(resolve));
    type(other, 'og tilbage ');
    await heard;
    expect(doc.getText('notes').toString()).toBe('og tilbage fra y-websocket');
    provider.destroy();
    other.leave();
  });

  it('closes with 4403 who may not enter and whose edit is refused', async () => {
    const stranger = stock((await house.person(null)).token);
    expect(await stranger.closed).toBe(4403);
    stranger.provider.destroy();
    const observer = stock((await house.person('observer')).token);
    await synced(observer.provider);
    observer.doc.getText('notes').insert(0, 'nej');
    expect(await observer.closed).toBe(4403);
    observer.provider.destroy();
    const reader = await house.client(anna);
    expect(reader.doc.getText('notes').toString()).not.toContain('nej');
    reader.leave();
  });
});
