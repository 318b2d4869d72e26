import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from '../client.ts';
import { twoAuthors } from '../papers.ts';
import { connectAll, countCpu, countDiverged, leaveAll, seatPeople, settle } from '../room.ts';
import { withRunning, type Row, type Workload } from '../workload.ts';

/**
 * W5: everybody loses the connection at once, writes one character offline, and all come back together. In the first case a
 * silent person stays in each paper, so that it is in memory; in the second nobody stays.
 */
export const storm: Workload = {
  id: 'W5',
  title: 'Reconnect storm: 200 people, 10 papers of 21 kB, one offline edit each',
  subjects: ['samskriv', 'hocuspocus', 'y-websocket'],
  columns: ['allSyncedMs', 'allSeenMs', 'serverMs', 'databaseMs', 'loadMs', 'otherPercent', 'failed', 'lost', 'diverged', 'refused'],
  async run(subject) {
    const [rooms, perRoom] = [10, 20];
    const rows: Row[] = [];
    for (const somebodyStays of [true, false]) {
      rows.push(
        await withRunning(subject, async (running) => {
          const { ledger, groups, clients } = await seatPeople(running, { rooms, perRoom, doc: true });
          const stayers = groups.map(
            (_, room) => new Client({ protocol: running.protocol, seat: () => running.seat(`room-${room}`, room * perRoom), doc: false }),
          );
          await connectAll(stayers);
          await Promise.all(stayers.map((stayer) => stayer.pushState(twoAuthors())));
          await connectAll(clients);
          for (const client of clients) {
            client.type();
            await sleep(1);
          }
          await settle(clients);
          if (!somebodyStays) await leaveAll(stayers);
          for (const client of clients) client.cut();
          await sleep(300);
          for (const client of clients) client.type();
          ledger.reset();
          const endCount = countCpu(running);
          const started = performance.now();
          const arrivals = await Promise.allSettled(clients.map((client) => client.connect()));
          const allSyncedMs = performance.now() - started;
          const lost = await settle(clients, 15);
          const allSeenMs = performance.now() - started;
          const cpu = endCount();
          const diverged = countDiverged(groups);
          if (somebodyStays) await leaveAll(stayers);
          await leaveAll(clients);
          return {
            case: somebodyStays ? 'warm' : 'all gone',
            figures: {
              allSyncedMs,
              allSeenMs,
              serverMs: cpu.server,
              databaseMs: cpu.database,
              loadMs: cpu.load,
              otherPercent: cpu.otherPercent,
              failed: arrivals.filter(({ status }) => status === 'rejected').length,
              lost,
              diverged,
              refused: ledger.refused,
            },
          };
        }),
      );
    }
    return rows;
  },
};
