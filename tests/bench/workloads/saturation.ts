import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '../client.ts';
import { percentile } from '../figures.ts';
import { connectAll, countCpu, leaveAll, seatPeople, settle } from '../room.ts';
import { profiled, withRunning, type Row, type Workload } from '../workload.ts';

const cases = [
  [50, 2],
  [10, 10],
  [1, 50],
] as const;

/** W2: everybody sends the next edit as soon as the last one was acknowledged. */
export const saturation: Workload = {
  id: 'W2',
  title: 'Saturation: rooms × people, one edit in flight each; delivered = edits × receivers',
  subjects: ['samskriv', 'hocuspocus', 'y-websocket'],
  columns: [
    'serverUsPerDelivered',
    'serverUsPerEdit',
    'databaseUsPerEdit',
    'editsPerSecond',
    'savedP50Ms',
    'savedP99Ms',
    'serverPercent',
    'loadPercent',
    'otherPercent',
    'lost',
    'refused',
  ],
  async run(subject, { quick, profileFile }) {
    const rows: Row[] = [];
    for (const [rooms, perRoom] of cases) {
      rows.push(
        await withRunning(subject, async (running) => {
          const { ledger, clients } = await seatPeople(running, { rooms, perRoom, doc: false });
          await connectAll(clients);
          let typing = true;
          const next = (client: Client): void => {
            if (typing && client.open) client.type();
          };
          for (const client of clients) client.onAcknowledged = () => next(client);
          for (const client of clients) next(client);
          await sleep(quick ? 700 : 1500);
          ledger.reset();
          const endCount = countCpu(running);
          await profiled(running, profileFile(`W2-${rooms}x${perRoom}`), () => sleep(quick ? 2000 : 4000));
          const cpu = endCount();
          const { sent, delivered } = ledger;
          typing = false;
          ledger.counting = false;
          const lost = await settle(clients);
          await leaveAll(clients);
          return {
            case: `${rooms}×${perRoom}`,
            figures: {
              serverUsPerDelivered: (cpu.server * 1000) / delivered,
              serverUsPerEdit: (cpu.server * 1000) / sent,
              databaseUsPerEdit: (cpu.database * 1000) / sent,
              editsPerSecond: (sent / cpu.wall) * 1000,
              savedP50Ms: percentile(ledger.acknowledged, 50),
              savedP99Ms: percentile(ledger.acknowledged, 99),
              serverPercent: (cpu.server / cpu.wall) * 100,
              loadPercent: (cpu.load / cpu.wall) * 100,
              otherPercent: cpu.otherPercent,
              lost,
              refused: ledger.refused,
            },
          };
        }),
      );
    }
    return rows;
  },
};
