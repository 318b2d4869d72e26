import {
  clientOwners,
  findNumberAt,
  readHistoryInPieces,
  selectActivity,
  selectNames,
  selectRounds,
  selectVersions,
  weighLog,
  type Pool,
} from '@samskriv/database';
import { authorRuns, documentJson, type NodeJson } from '@samskriv/document';
import { isRefusal, refuse, type Actor, type Refusal } from '@samskriv/process';
import * as Y from 'yjs';
import { readHeavily, type HeavyRead } from '../heavy/run.ts';
import type { House } from '../house.ts';
import { paperFor } from '../threads/reach.ts';
import { replay } from './replay.ts';
import { versionView, type VersionView } from './view.ts';

type PersonName = { id: string; name: string };

/** What has become of a paper: its rounds, its versions, and who wrote when. Times are ISO 8601; orders are those of the log. */
export type PaperHistory = {
  rounds: {
    round: number;
    state: 'open' | 'closed';
    head: number;
    openedAt: string;
    closedAt: string | null;
    openedBy: PersonName | null;
    reason: string | null;
    fromVersionId: string | null;
  }[];
  versions: VersionView[];
  activity: { round: number; from: string; person: PersonName; edits: number; first: number; last: number; lastAt: string }[];
};

/** The history of a paper, for whoever may read it; `period` is what activity is counted by, in Danish time. */
export async function readPaperHistory(
  house: House,
  actor: Actor,
  { paperId, period = 'day' }: { paperId: string; period?: 'hour' | 'day' },
): Promise<PaperHistory | Refusal> {
  const paper = await paperFor(house.sql, actor, paperId, 'paper.read');
  if (isRefusal(paper)) return paper;
  const [rounds, versions, activity] = await Promise.all([
    selectRounds(house.sql, paper.id),
    selectVersions(house.sql, paper.id),
    selectActivity(house.sql, paper.id, period),
  ]);
  return {
    rounds: rounds.map(({ round, state, head, openedAt, closedAt, openedBy, reason, source }) => ({
      round,
      state,
      head,
      openedAt: openedAt.toISOString(),
      closedAt: closedAt?.toISOString() ?? null,
      openedBy,
      reason,
      fromVersionId: source,
    })),
    versions: versions.map(versionView),
    activity: activity.map(({ from, lastAt, ...rest }) => ({ ...rest, from: from.toISOString(), lastAt: lastAt.toISOString() })),
  };
}

/**
 * A paper as it was right after an edit. `runs` say whose words are whose, by ProseMirror positions in `doc`; `by` null: what
 * the round was born with. `edit` is the edit itself.
 */
export type Moment = {
  round: number;
  number: number;
  head: number;
  at: string;
  by: PersonName | null;
  doc: NodeJson;
  runs: { from: number; to: number; by: PersonName | null }[];
};

/** When: the number of an edit, or a time (ISO 8601), which means the last edit that was saved up to then. */
export type When = { number: number } | { at: Date };

/** Reads a number or a minute (`2026-11-23T14:05Z`, or with seconds) as people write them in an address; null for what is neither. */
export function readWhen(text: string): When | null {
  if (/^\d{1,15}$/.test(text)) return { number: Number(text) };
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/.test(text)) return null;
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) return null;
  // A minute means all of it.
  return { at: /T\d{2}:\d{2}(Z|[+-])/.test(text) ? new Date(at.getTime() + 59_999) : at };
}

/** A paper as it was at a moment of one of its rounds, with who wrote what. */
export async function readMoment(
  house: House,
  actor: Actor,
  { paperId, round, when }: { paperId: string; round: number; when: When },
): Promise<Moment | Refusal> {
  const paper = await paperFor(house.sql, actor, paperId, 'paper.read');
  if (isRefusal(paper)) return paper;
  const found = (await selectRounds(house.sql, paper.id)).find((one) => one.round === round);
  const number = 'number' in when ? when.number : await findNumberAt(house.sql, paper.id, round, when.at);
  if (found === undefined || number === null || number < 1 || number > found.head) return refuse('not_found');
  return readHeavily(house, actor, moment, { paperId: paper.id, round, number, head: found.head });
}

/** The work of reading a moment of a paper that the actor is known to read. */
export const moment: HeavyRead<{ paperId: string; round: number; number: number; head: number }, Moment | Refusal> = {
  name: 'moment',
  weigh: (sql, { paperId, round, number }) => weighLog(sql, paperId, round, number),
  async read(sql, { paperId, round, number, head }) {
    const ydoc = new Y.Doc();
    try {
      const last = await replay(sql, ydoc, paperId, round, number);
      if (last === null) return refuse('not_found');
      const runs = authorRuns(ydoc);
      const owners = await ownersOf(sql, { paperId, round, number, clients: new Set(runs.map(({ client }) => client)) });
      const names = await selectNames(sql, [...new Set([...owners.values(), ...(last.author === null ? [] : [last.author])])]);
      const person = (id: string | null | undefined) => (id === null || id === undefined ? null : { id, name: names.get(id) ?? '' });
      return {
        round,
        number,
        head,
        at: last.at.toISOString(),
        by: person(last.author),
        doc: documentJson(ydoc),
        runs: runs.map(({ from, to, client }) => ({ from, to, by: person(owners.get(client)) })),
      };
    } finally {
      ydoc.destroy();
    }
  },
};

/** Whose Yjs clients are: people's own are on record; those that the house wrote under, for somebody, are the log's authors'. */
async function ownersOf(
  sql: Pool,
  { paperId, round, number, clients }: { paperId: string; round: number; number: number; clients: ReadonlySet<number> },
): Promise<Map<number, string>> {
  const recorded = await clientOwners(sql, paperId, round, [...clients]);
  const owners = new Map([...recorded].map(([client, { personId }]) => [client, personId]));
  const unknown = new Set([...clients].filter((client) => !owners.has(client)));
  if (unknown.size === 0) return owners;
  // The last edit under a client says whose it is.
  for await (const piece of readHistoryInPieces(sql, paperId, round, number)) {
    for (const { number: at, author, bytes } of piece) {
      if (author === null || at === 1) continue;
      for (const client of Y.parseUpdateMeta(bytes).to.keys()) if (unknown.has(client)) owners.set(client, author);
    }
  }
  return owners;
}
