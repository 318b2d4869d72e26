import { percentile } from '../figures.ts';
import { residentMegabytes } from '../processes.ts';
import { connectAll, countCpu, leaveAll, seatPeople, settle, typeFor } from '../room.ts';
import { profiled, withRunning, type Workload } from '../workload.ts';

/** W7: 200 people in 20 papers, two keystrokes a second each, with presence. */
export const soak: Workload = {
  id: 'W7',
  title: 'Soak: 200 people, 20 papers, 2 keystrokes/s each, each with presence',
  subjects: ['samskriv', 'hocuspocus', 'y-websocket'],
  columns: [
    'serverUsPerEdit',
    'databaseUsPerEdit',
    'seenP50Ms',
    'seenP99Ms',
    'savedP50Ms',
    'savedP99Ms',
    'serverPercent',
    'delayP99Ms',
    'delayMaxMs',
    'residentMb',
    'otherPercent',
    'lost',
    'dropped',
    'refused',
  ],
  async run(subject, { quick, profileFile }) {
    return withRunning(subject, async (running) => {
      const { ledger, clients } = await seatPeople(running, { rooms: 20, perRoom: 10, doc: false });
      await connectAll(clients);
      await typeFor(clients, { perSecond: 2, seconds: 2, presence: true });
      await settle(clients);
      ledger.reset();
      await running.probe('reset');
      const endCount = countCpu(running);
      await profiled(running, profileFile('W7'), () => typeFor(clients, { perSecond: 2, seconds: quick ? 8 : 25, presence: true }));
      const cpu = endCount();
      const delay = (await running.probe('stats'))?.delay;
      const lost = await settle(clients);
      const dropped = clients.filter((client) => !client.open).length;
      const residentMb = residentMegabytes(running.accounts().server);
      await leaveAll(clients);
      return [
        {
          case: '20×10',
          figures: {
            serverUsPerEdit: (cpu.server * 1000) / ledger.sent,
            databaseUsPerEdit: (cpu.database * 1000) / ledger.sent,
            seenP50Ms: percentile(ledger.seenByAll, 50),
            seenP99Ms: percentile(ledger.seenByAll, 99),
            savedP50Ms: percentile(ledger.acknowledged, 50),
            savedP99Ms: percentile(ledger.acknowledged, 99),
            serverPercent: (cpu.server / cpu.wall) * 100,
            delayP99Ms: delay?.p99 ?? null,
            delayMaxMs: delay?.max ?? null,
            residentMb,
            otherPercent: cpu.otherPercent,
            lost,
            dropped,
            refused: ledger.refused,
          },
        },
      ];
    });
  },
};
