import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Ledger } from './client.ts';
import { cpuMilliseconds, machineMilliseconds } from './processes.ts';
import type { Running } from './subjects.ts';

/** Clients of one workload, seated: `groups` holds those of each room. */
export type Seated = { ledger: Ledger; groups: Client[][]; clients: Client[] };

/** Makes rooms and a client for each of their people, not yet connected. Every client is another person, up to 200. */
export async function seatPeople(
  running: Running,
  options: { rooms: number; perRoom: number; doc: boolean; tag?: string },
): Promise<Seated> {
  const { rooms, perRoom, doc, tag = 'room' } = options;
  const names = Array.from({ length: rooms }, (_, index) => `${tag}-${index}`);
  const people = (room: number): number[] => Array.from({ length: perRoom }, (_, index) => room * perRoom + index);
  await running.open(names.map((name, room) => ({ name, people: people(room) })));
  const ledger = new Ledger();
  const groups = names.map((name, room) =>
    people(room).map(
      (person) => new Client({ protocol: running.protocol, seat: () => running.seat(name, person), doc, ledger, others: perRoom - 1 }),
    ),
  );
  return { ledger, groups, clients: groups.flat() };
}

/** Connects everybody, twenty at a time, so that a start is no storm. */
export async function connectAll(clients: readonly Client[]): Promise<void> {
  for (let first = 0; first < clients.length; first += 20) {
    await Promise.all(clients.slice(first, first + 20).map((client) => client.connect()));
  }
}

/** Everybody leaves. */
export async function leaveAll(clients: readonly Client[]): Promise<void> {
  await Promise.all(clients.map((client) => client.leave()));
}

/** Each client types `perSecond` characters a second, in its own time and with jitter, for `seconds`. */
export async function typeFor(
  clients: readonly Client[],
  options: { perSecond: number; seconds: number; presence?: boolean },
): Promise<void> {
  const end = performance.now() + options.seconds * 1000;
  const gap = 1000 / options.perSecond;
  const typist = async (client: Client): Promise<void> => {
    await sleep(Math.random() * gap);
    while (performance.now() < end) {
      if (client.open) {
        client.type();
        if (options.presence) client.showCursor();
      }
      await sleep(gap * (0.8 + 0.4 * Math.random()));
    }
  };
  await Promise.all(clients.map(typist));
}

/** Waits until everybody has seen everybody's edits, at most `seconds`; answers how many sights are missing. */
export async function settle(clients: readonly Client[], seconds = 8): Promise<number> {
  const end = performance.now() + seconds * 1000;
  const missing = (): number =>
    clients.reduce((sum, client) => sum + [...client.pending.values()].reduce((count, edit) => count + edit.unseenBy, 0), 0);
  while (missing() > 0 && performance.now() < end) await sleep(10);
  return missing();
}

/** How many clients' papers differ from that of the first in their room. */
export function countDiverged(groups: readonly (readonly Client[])[]): number {
  const text = (client: Client): string => client.doc!.getXmlFragment('default').toString();
  return groups.reduce((sum, group) => {
    const wanted = group[0] ? text(group[0]) : '';
    return sum + group.filter((client) => text(client) !== wanted).length;
  }, 0);
}

/** CPU milliseconds over a stretch of time; `otherPercent` is what the rest of the machine burned, in percent of one core. */
export type CpuWindow = { wall: number; server: number; database: number; load: number; otherPercent: number };

/** Starts counting CPU; the answer ends it. */
export function countCpu(running: Running): () => CpuWindow {
  const accounts = running.accounts();
  const read = () => ({
    wall: performance.now(),
    server: cpuMilliseconds(accounts.server),
    database: cpuMilliseconds(accounts.database),
    machine: machineMilliseconds(),
  });
  const before = read();
  const loadBefore = process.cpuUsage();
  return () => {
    const usage = process.cpuUsage(loadBefore);
    const after = read();
    const wall = after.wall - before.wall;
    const server = after.server - before.server;
    const database = after.database - before.database;
    const load = (usage.user + usage.system) / 1000;
    const other = Math.max(0, after.machine - before.machine - server - database - load);
    return { wall, server, database, load, otherPercent: (other / wall) * 100 };
  };
}
