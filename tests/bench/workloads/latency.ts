import { percentile } from '../figures.ts';
import { connectAll, countCpu, countDiverged, leaveAll, seatPeople, settle, typeFor } from '../room.ts';
import { withRunning, type Row, type Workload } from '../workload.ts';

/** W1: N people with real documents in one paper, five keystrokes a second each. */
export const latency: Workload = {
  id: 'W1',
  title: 'Latency: one paper, N people typing 5 characters/s',
  subjects: ['samskriv', 'hocuspocus', 'y-websocket'],
  columns: [
    'seenP50Ms',
    'seenP99Ms',
    'savedP50Ms',
    'savedP99Ms',
    'serverUsPerEdit',
    'databaseUsPerEdit',
    'loadPercent',
    'otherPercent',
    'lost',
    'diverged',
    'refused',
  ],
  async run(subject, { quick, profileFile }) {
    const rows: Row[] = [];
    for (const count of [10, 50]) {
      rows.push(
        await withRunning(subject, async (running) => {
          const { ledger, groups, clients } = await seatPeople(running, { rooms: 1, perRoom: count, doc: true });
          await connectAll(clients);
          await typeFor(clients, { perSecond: 5, seconds: quick ? 1 : 2 });
          await settle(clients);
          ledger.reset();
          const profile = profileFile(`W1-${count}`);
          if (profile) await running.probe('profile-start');
          const endCount = countCpu(running);
          await typeFor(clients, { perSecond: 5, seconds: quick ? 4 : 10 });
          const cpu = endCount();
          if (profile) await running.probe('profile-stop', profile);
          const lost = await settle(clients);
          const diverged = countDiverged(groups);
          await leaveAll(clients);
          return {
            case: `${count} people`,
            figures: {
              seenP50Ms: percentile(ledger.seenByAll, 50),
              seenP99Ms: percentile(ledger.seenByAll, 99),
              savedP50Ms: percentile(ledger.acknowledged, 50),
              savedP99Ms: percentile(ledger.acknowledged, 99),
              serverUsPerEdit: (cpu.server * 1000) / ledger.sent,
              databaseUsPerEdit: (cpu.database * 1000) / ledger.sent,
              loadPercent: (cpu.load / cpu.wall) * 100,
              otherPercent: cpu.otherPercent,
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
