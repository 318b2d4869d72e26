import { setTimeout as sleep } from 'node:timers/promises';
import * as Y from 'yjs';
import { Client } from '../client.ts';
import { connectAll, seatPeople, typeFor } from '../room.ts';
import type { Subject } from '../subjects.ts';
import { withRunning, type Row, type Workload } from '../workload.ts';

const [rooms, perRoom] = [5, 4];

/**
 * W6: kill -9 while people type; the server starts again on the same data, and acknowledged edits that are gone are counted.
 * All writers go down with the server, so nothing is mended from a browser that survived.
 */
export const durability: Workload = {
  id: 'W6',
  title: 'Durability: kill -9 during typing (20 people, 5 papers)',
  subjects: ['samskriv', 'hocuspocus+pg'],
  columns: ['acknowledged', 'acknowledgedLost', 'recoverMs'],
  async run(subject, { quick }) {
    const kills = quick ? [{ seconds: 3, database: true }] : [3, 6, 9].flatMap((seconds) => [{ seconds, database: seconds !== 6 }]);
    const rows: Row[] = [];
    for (const { seconds, database } of kills) rows.push(await killAfter(subject, seconds, database && subject.name === 'samskriv'));
    return rows;
  },
};

function killAfter(subject: Subject, seconds: number, database: boolean): Promise<Row> {
  return withRunning(subject, async (running) => {
    const { clients, groups } = await seatPeople(running, { rooms, perRoom, doc: true });
    await connectAll(clients);
    const acknowledged = new Map<Client, number[]>(clients.map((client) => [client, []]));
    for (const client of clients) client.onAcknowledged = (clock) => acknowledged.get(client)!.push(clock);
    const typing = typeFor(clients, { perSecond: 5, seconds: seconds + 1 });
    await sleep(seconds * 1000);
    await running.kill({ database });
    for (const client of clients) client.cut();
    await typing;
    const started = performance.now();
    await running.resume();
    let recoverMs = 0;
    let [total, lost] = [0, 0];
    for (const [room, group] of groups.entries()) {
      const reader = new Client({ protocol: running.protocol, seat: () => running.seat(`room-${room}`, room * perRoom), doc: true });
      await reader.connect();
      recoverMs ||= performance.now() - started;
      for (const client of group) {
        const clocks = acknowledged.get(client)!;
        const have = Y.getState(reader.doc!.store, client.id);
        total += clocks.length;
        lost += clocks.filter((clock) => clock >= have).length;
        client.doc?.destroy();
      }
      await reader.leave();
    }
    return {
      case: `after ${seconds} s${database ? ', Postgres too' : ''}`,
      figures: { acknowledged: total, acknowledgedLost: lost, recoverMs },
    };
  });
}
