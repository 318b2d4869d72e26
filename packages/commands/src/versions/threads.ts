import { plainBody } from '@samskriv/comments';
import { findPaper, selectThreads, type ThreadRow } from '@samskriv/database';
import { readSealedText, sectionSummary } from '@samskriv/document';
import { isRefusal, refuse, type Actor, type Refusal } from '@samskriv/process';
import type { House } from '../house.ts';
import { openThread, type NewThreadInput } from '../threads/open.ts';
import { savedText } from '../threads/place.ts';
import { viewOf, type ThreadView } from '../threads/view.ts';
import { csv } from '../csv.ts';
import { sealedFor, versionFor } from './read.ts';
import type { SealedThread } from './text.ts';

/**
 * A thread of a version. `inVersion` is its place in the version's JSON (`ranges` empty: about a section, or lost already
 * then); `anchor` is where its passage is in the text of today, or that it is gone.
 */
export type VersionThread = ThreadView & {
  inVersion: { quote: string; sectionId: string | null; point: string | null; ranges: { from: number; to: number }[] };
};

/** Opens a thread on a passage of a version, which must stand there, or on a section. */
export async function openVersionThread(
  house: House,
  actor: Actor,
  { versionId, ...input }: Omit<NewThreadInput, 'paperId' | 'versionId'> & { versionId: string },
): Promise<{ threadId: string } | Refusal> {
  const version = await versionFor(house, actor, versionId, 'paper.comment');
  return isRefusal(version) ? version : openThread(house, actor, { ...input, paperId: version.paperId, versionId: version.id });
}

/** The threads of a version in the order of its text: those opened on it, and those that lived in it when it was sealed. */
export async function listVersionThreads(
  house: House,
  actor: Actor,
  { versionId }: { versionId: string },
): Promise<VersionThread[] | Refusal> {
  const version = await sealedFor(house, actor, versionId);
  if (isRefusal(version)) return version;
  const paper = await findPaper(house.sql, version.paperId);
  if (paper === null) return refuse('not_found');
  const [rows, text] = await Promise.all([selectThreads(house.sql, paper.id, actor.personId, null), savedText(house.sql, paper)]);
  const sealed = new Map((JSON.parse(version.threads) as SealedThread[]).map((thread) => [thread.id, thread]));
  const first = ({ inVersion }: VersionThread) => inVersion.ranges[0]?.from ?? Number.MAX_SAFE_INTEGER;
  return rows
    .flatMap((row): VersionThread[] => {
      const inVersion = placeIn(version.id, row, sealed.get(row.id));
      return inVersion === null ? [] : [{ ...viewOf(row, text, paper, actor).thread, inVersion }];
    })
    .sort((one, other) => first(one) - first(other));
}

function placeIn(versionId: string, row: ThreadRow, sealed: SealedThread | undefined): VersionThread['inVersion'] | null {
  const { quote, sectionId, point, versionFrom: from, versionTo: to } = row;
  if (row.versionId === versionId) return { quote, sectionId, point, ranges: from === null || to === null ? [] : [{ from, to }] };
  if (sealed === undefined) return null;
  return { quote: sealed.currentQuote ?? sealed.quote, sectionId: sealed.sectionId, point: sealed.point, ranges: sealed.ranges };
}

/** The threads of a version by point, in the order of the text; `point` null: outside the points. */
export type ThreadsByPoint = { point: string | null; section: string; threads: VersionThread[] }[];

/** Words for the head of the table. */
export type ThreadTableWords = Record<
  'point' | 'section' | 'quote' | 'kind' | 'resolved' | 'today' | 'author' | 'organisation' | 'at' | 'comment' | 'proposal' | 'yes' | 'no',
  string
>;

/** The threads of a version by point: as values, or as a table (CSV) with a line for each comment, which no spreadsheet runs. */
export async function exportVersionThreads(
  house: House,
  actor: Actor,
  { versionId, words }: { versionId: string; words: ThreadTableWords },
): Promise<{ points: ThreadsByPoint; table: string } | Refusal> {
  const threads = await listVersionThreads(house, actor, { versionId });
  if (isRefusal(threads)) return threads;
  const version = await sealedFor(house, actor, versionId);
  if (isRefusal(version)) return version;
  const titles = new Map(
    sectionSummary(readSealedText(version.content).doc).map(({ id, title, kind }) => [id, title === '' ? kind : title]),
  );
  const titleOf = ({ inVersion }: VersionThread) => titles.get(inVersion.sectionId) ?? '';
  const groups = Map.groupBy(threads, (thread) => JSON.stringify([thread.inVersion.point, titleOf(thread)]));
  const points = [...groups.values()].map((group) => ({
    point: group[0]!.inVersion.point,
    section: titleOf(group[0]!),
    threads: group,
  }));
  const head = [words.point, words.section, words.quote, words.kind, words.resolved, words.today, words.author, words.organisation];
  const lines = points.flatMap(({ point, section, threads }) =>
    threads.flatMap(({ inVersion, kind, resolved, anchor, comments, proposal }) =>
      comments
        .filter(({ deleted }) => !deleted)
        .map(({ author, at, body }, index) => {
          const thread = [point ?? '', section, inVersion.quote, kind, resolved ? words.yes : words.no, anchor.currentQuote ?? ''];
          return [...thread, author.name, author.organisation?.name ?? '', at, plainBody(body), index === 0 ? (proposal ?? '') : ''];
        }),
    ),
  );
  return { points, table: csv([[...head, words.at, words.comment, words.proposal], ...lines]) };
}
