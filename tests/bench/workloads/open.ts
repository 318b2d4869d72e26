import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from '../client.ts';
import { median, percentile } from '../figures.ts';
import { longPaper } from '../papers.ts';
import { cpuMilliseconds } from '../processes.ts';
import { connectAll, leaveAll, seatPeople, settle, typeFor } from '../room.ts';
import type { Running } from '../subjects.ts';
import { withRunning, type Workload } from '../workload.ts';

/** W3: opening the paper of 260,000 edits, in the server's memory (warm) and from its store (cold); and typing in it. */
export const open: Workload = {
  id: 'W3',
  title: 'Opening and typing in the paper of 260,000 edits',
  subjects: ['samskriv', 'hocuspocus+pg'],
  columns: ['warmMs', 'coldMs', 'warmServerMs', 'coldServerMs', 'stateKb', 'typingSeenP99Ms', 'typingSavedP99Ms', 'delayMaxMs'],
  async run(subject, { quick }) {
    return withRunning(subject, async (running) => {
      await running.open([{ name: 'long', people: [0] }]);
      const author = new Client({ protocol: running.protocol, seat: () => running.seat('long', 0), doc: false });
      await author.connect();
      await author.pushState(longPaper());
      // The first openings pay for compiling, in the server and here.
      await openOften(running, 6, 0);
      const warm = await openOften(running, quick ? 5 : 9, 0);
      await author.leave();
      // Nobody is left: the server has time to store and unload the paper before each opening.
      const cold = await openOften(running, 3, 3000);
      const typing = await typeInside(running);
      return [
        {
          case: '260k edits',
          figures: {
            warmMs: median(warm.map(({ ms }) => ms)),
            coldMs: median(cold.map(({ ms }) => ms)),
            warmServerMs: median(warm.map(({ serverMs }) => serverMs)),
            coldServerMs: median(cold.map(({ serverMs }) => serverMs)),
            stateKb: longPaper().length / 1000,
            ...typing,
          },
        },
      ];
    });
  },
};

async function openOnce(running: Running): Promise<{ ms: number; serverMs: number }> {
  const reader = new Client({ protocol: running.protocol, seat: () => running.seat('long', 0), doc: true });
  const before = cpuMilliseconds(running.accounts().server);
  const ms = await reader.connect();
  if (reader.doc!.store.clients.size === 0) throw new Error('the paper came back empty');
  await sleep(30);
  const serverMs = cpuMilliseconds(running.accounts().server) - before;
  await reader.leave();
  return { ms, serverMs };
}

async function openOften(running: Running, times: number, pauseMs: number): Promise<{ ms: number; serverMs: number }[]> {
  const results = [];
  for (let time = 0; time < times; time++) {
    await sleep(pauseMs);
    results.push(await openOnce(running));
  }
  return results;
}

async function typeInside(running: Running): Promise<Record<string, number | null>> {
  const { ledger, clients } = await seatPeople(running, { rooms: 1, perRoom: 2, doc: false, tag: 'typing' });
  await connectAll(clients);
  await clients[0]!.pushState(longPaper());
  await running.probe('reset');
  await typeFor(clients, { perSecond: 8, seconds: 4 });
  await settle(clients);
  const delay = (await running.probe('stats'))?.delay;
  await leaveAll(clients);
  return {
    typingSeenP99Ms: percentile(ledger.seenByAll, 99),
    typingSavedP99Ms: percentile(ledger.acknowledged, 99),
    delayMaxMs: delay?.max ?? null,
  };
}
