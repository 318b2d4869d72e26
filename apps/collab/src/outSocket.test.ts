import type { Connection } from '@hocuspocus/server';
import { expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import { OutSocket } from './outSocket.ts';
import type { PresenceDoor } from './presence.ts';

it('shows a caret that follows an edit only when the edit is answered, in the order they came', async () => {
  const shown: number[] = [];
  const answered = Promise.withResolvers<void>();
  const socket = new OutSocket({ readyState: 1 } as WebSocket);
  const connection = { document: { name: 'paper' } } as Connection;
  const presence = { take: (update: Uint8Array) => shown.push(update[0]!) > 0 } as unknown as PresenceDoor;
  const edits = { underWay: null as Promise<void> | null, take: () => (edits.underWay = answered.promise) };
  socket.enter(connection, presence, edits, { answer: () => [] });

  socket.takePresence('paper', new Uint8Array([1]));
  expect(shown).toEqual([1]);

  socket.takeEdit('paper', 2, new Uint8Array([0, 0]));
  socket.takePresence('paper', new Uint8Array([2]));
  socket.takePresence('paper', new Uint8Array([3]));
  expect(shown).toEqual([1]);
  answered.resolve();
  await answered.promise;
  expect(shown).toEqual([1, 2, 3]);

  edits.underWay = null;
  socket.takePresence('paper', new Uint8Array([4]));
  expect(shown).toEqual([1, 2, 3, 4]);
});
