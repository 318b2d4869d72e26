import { percentile } from '../figures.ts';
import { connectAll, countCpu, leaveAll, seatPeople, settle, typeFor } from '../room.ts';
import { withRunning, type Workload } from '../workload.ts';

/** W8: 200 people in one paper, a keystroke every two seconds each, with presence. */
export const crowd: Workload = {
  id: 'W8',
  title: 'Crowd: 200 people in one paper, 0.5 keystrokes/s each, with presence',
  subjects: ['samskriv', 'hocuspocus', 'y-websocket'],
  columns: [
    'seenP50Ms',
    'seenP99Ms',
    'savedP50Ms',
    'savedP99Ms',
    'serverUsPerEdit',
    'serverPercent',
    'loadPercent',
    'otherPercent',
    'lost',
    'dropped',
    'refused',
  ],
  async run(subject, { quick }) {
    return withRunning(subject, async (running) => {
      const { ledger, clients } = await seatPeople(running, { rooms: 1, perRoom: 200, doc: false });
      await connectAll(clients);
      await typeFor(clients, { perSecond: 0.5, seconds: 3, presence: true });
      await settle(clients);
      ledger.reset();
      const endCount = countCpu(running);
      await typeFor(clients, { perSecond: 0.5, seconds: quick ? 6 : 15, presence: true });
      const cpu = endCount();
      const lost = await settle(clients);
      const dropped = clients.filter((client) => !client.open).length;
      await leaveAll(clients);
      return [
        {
          case: '1×200',
          figures: {
            seenP50Ms: percentile(ledger.seenByAll, 50),
            seenP99Ms: percentile(ledger.seenByAll, 99),
            savedP50Ms: percentile(ledger.acknowledged, 50),
            savedP99Ms: percentile(ledger.acknowledged, 99),
            serverUsPerEdit: (cpu.server * 1000) / ledger.sent,
            serverPercent: (cpu.server / cpu.wall) * 100,
            loadPercent: (cpu.load / cpu.wall) * 100,
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
