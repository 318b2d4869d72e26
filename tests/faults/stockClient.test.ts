import { JSDOM } from 'jsdom';
import { Schema } from 'prosemirror-model';
import { WebsocketProvider } from 'y-websocket';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openHouse, type TestHouse, type TestPerson } from './house.ts';

let house: TestHouse;
let anna: TestPerson;
const polyfill = WebSocket as unknown as typeof globalThis.WebSocket;

// The server is read from files, which a page's environment has none of: only the page's own names are put here.
const { window } = new JSDOM('<!doctype html><body></body>', { pretendToBeVisual: true });
for (const name of [
  'document',
  'MutationObserver',
  'getSelection',
  'getComputedStyle',
  'Node',
  'Element',
  'HTMLElement',
  'Range',
  'DOMRect',
] as const)
  Object.defineProperty(globalThis, name, { value: window[name], configurable: true });
Object.defineProperty(globalThis, 'window', { value: window, configurable: true });

beforeAll(async () => {
  house = await openHouse();
  anna = await house.person('chair', 'Anna');
});
afterAll(() => house.close());

it('a stock editor in our schema reads and writes (the example of README, "Doors for programs")', async () => {
  const { openStockEditor } = await import('../examples/stockClient.ts');
  const { view, close } = await openStockEditor(document.body, {
    server: `ws://127.0.0.1:${house.port}`,
    document: house.document,
    token: anna.token,
    WebSocket: polyfill,
  });
  const reader = await house.client(await house.person('member', 'Bo'));
  expect(view.state.doc.firstChild?.type.name).toBe('section');
  let place = -1;
  view.state.doc.descendants((node, pos) => {
    if (node.type.name === 'paragraph') place = pos + 1;
  });
  view.dispatch(view.state.tr.insertText('Fra et andet program', place));
  await reader.until(() => reader.text().includes('Fra et andet program'), 'the words');
  reader.leave();
  close();
});

it('row 60: an editor in another schema takes nothing away, and is told', async () => {
  const reader = await house.client(anna);
  const before = reader.text();
  const doc = new Y.Doc();
  const provider = new WebsocketProvider(`ws://127.0.0.1:${house.port}/y-websocket`, house.document, doc, {
    params: { token: anna.token },
    disableBc: true,
    WebSocketPolyfill: polyfill,
  });
  await new Promise<void>((resolve) => provider.on('sync', (is: boolean) => is && resolve()));
  const closed = new Promise<{ code: number; reason: string }>((resolve) =>
    provider.on('connection-close', (event) => event && resolve({ code: event.code, reason: event.reason })),
  );
  // What a starter kit has: it deletes every section, since it cannot make one.
  const other = new Schema({ nodes: { doc: { content: 'paragraph+' }, paragraph: { content: 'text*' }, text: {} } });
  const { initProseMirrorDoc } = await import('y-prosemirror');
  initProseMirrorDoc(doc.getXmlFragment('default'), other);
  expect(doc.getXmlFragment('default').length).toBe(0);
  expect(await closed).toEqual({ code: 4403, reason: 'removal' });
  provider.destroy();
  const cold = await house.client(anna);
  expect(cold.text()).toBe(before);
  for (const client of [reader, cold]) client.leave();
});
