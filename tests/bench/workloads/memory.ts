import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from '../client.ts';
import { twoAuthors } from '../papers.ts';
import { residentMegabytes } from '../processes.ts';
import { connectAll, leaveAll } from '../room.ts';
import type { Running } from '../subjects.ts';
import { withRunning, type Workload } from '../workload.ts';

/** W4: heap of a paper of 21 kB with one person in it, and what is left when everybody has gone. */
export const memory: Workload = {
  id: 'W4',
  title: 'Memory: open papers of 21 kB with one person each, after a forced collection',
  subjects: ['samskriv', 'hocuspocus'],
  columns: ['heapKbPerPaper', 'residentKbPerPaper', 'baseHeapMb', 'fullHeapMb', 'closedHeapMb', 'keptPercent'],
  async run(subject, { quick }) {
    const count = quick ? 100 : 400;
    return withRunning(subject, async (running) => {
      await running.open([{ name: 'first', people: [0] }]);
      await running.open(Array.from({ length: count }, (_, index) => ({ name: `paper-${index}`, people: [index] })));
      const client = (room: string, person: number): Client =>
        new Client({ protocol: running.protocol, seat: () => running.seat(room, person), doc: false });
      const first = client('first', 0);
      await first.connect();
      await first.pushState(twoAuthors());
      const base = await measure(running);
      const clients = Array.from({ length: count }, (_, index) => client(`paper-${index}`, index));
      for (let index = 0; index < count; index += 20) {
        const some = clients.slice(index, index + 20);
        await connectAll(some);
        await Promise.all(some.map((one) => one.pushState(twoAuthors())));
      }
      const full = await measure(running);
      await leaveAll(clients);
      const closed = await measureUntil(running, base.heap + (full.heap - base.heap) / 20);
      await first.leave();
      return [
        {
          case: `${count} papers`,
          figures: {
            heapKbPerPaper: ((full.heap - base.heap) * 1024) / count,
            residentKbPerPaper: ((full.resident - base.resident) * 1024) / count,
            baseHeapMb: base.heap,
            fullHeapMb: full.heap,
            closedHeapMb: closed.heap,
            keptPercent: ((closed.heap - base.heap) / (full.heap - base.heap)) * 100,
          },
        },
      ];
    });
  },
};

type Size = { heap: number; resident: number };

async function measure(running: Running): Promise<Size> {
  await sleep(300);
  const heapBytes = (await running.probe('collect'))?.heapBytes ?? Number.NaN;
  return { heap: heapBytes / 1048576, resident: residentMegabytes(running.accounts().server) };
}

/** Servers unload some seconds after the last person has left: looks until the heap is down, at most twelve seconds. */
async function measureUntil(running: Running, heapMb: number): Promise<Size> {
  const end = performance.now() + 12_000;
  for (;;) {
    const size = await measure(running);
    if (size.heap <= heapMb || performance.now() > end) return size;
    await sleep(700);
  }
}
