import { findAnchor, mentionsOf, pickedPlace, plainBody, standing, standsAt, type Place, type Standing } from '@samskriv/comments';
import type { PaperRow, PersonRef, ThreadKind, ThreadRow } from '@samskriv/database';
import { may, type Actor } from '@samskriv/process';
import type { SavedText } from './place.ts';

/** What somebody said. `body` is the Markdown of packages/comments (`readBody`); '' once deleted. Times are ISO 8601. */
export type CommentView = {
  id: string;
  author: PersonRef;
  body: string;
  at: string;
  editedAt: string | null;
  deleted: boolean;
  mine: boolean;
  /** Said by another, and not seen by this person on any device. */
  unread: boolean;
};

/**
 * A thread as one person meets it. `anchor.quote` is the passage when it was opened, `currentQuote` what it has become (null:
 * lost). `sectionId` and `point` are where it stands now, or stood. `whole`: about a section. `ranges` are ProseMirror positions
 * in the text as saved. `dueDate` is `YYYY-MM-DD`.
 */
export type ThreadView = {
  id: string;
  paperId: string;
  round: number;
  /** The version it was opened on, or null. */
  versionId: string | null;
  kind: ThreadKind;
  proposal: string | null;
  resolved: boolean;
  resolvedBy: PersonRef | null;
  resolvedAt: string | null;
  accepted: { by: PersonRef; at: string } | null;
  assignedTo: PersonRef | null;
  dueDate: string | null;
  openedAt: string;
  opener: PersonRef;
  anchor: {
    state: 'anchored' | 'orphaned';
    quote: string;
    currentQuote: string | null;
    prefix: string;
    suffix: string;
    sectionId: string | null;
    point: string | null;
    openedAtPoint: string | null;
    whole: boolean;
    ranges: { from: number; to: number }[];
  };
  comments: CommentView[];
  /** How many comments of others this person has not seen. */
  unread: number;
  /** How many notices about it this person has not read. */
  told: number;
  mentionsMe: boolean;
  /** Nobody but the opener has said anything in it. */
  unanswered: boolean;
  may: { reply: boolean; resolve: boolean; accept: boolean; delete: boolean; reattach: boolean };
};

/** A thread as this person meets it, and whether it is lost but could be found in the text as it stands. */
export function viewOf(row: ThreadRow, text: SavedText, paper: PaperRow, actor: Actor): { thread: ThreadView; findable: boolean } {
  const { quote, prefix, suffix, sectionId, point, whole } = row;
  const anchor = { quote: row.passage, prefix, suffix, sectionId, point };
  const stands = standingOf(row, text);
  const comments = row.comments.map((comment): CommentView => {
    const mine = comment.author.id === actor.personId;
    const { id, author, body, deleted } = comment;
    const unread = !mine && !deleted && comment.seq > row.seen;
    return { id, author, body, at: iso(comment.createdAt), editedAt: isoOrNull(comment.editedAt), deleted, mine, unread };
  });
  const talking = may(actor, 'paper.comment', paper.groupId);
  const open = paper.state === 'open';
  const lost = stands.state === 'orphaned';
  const standingComments = comments.filter(({ deleted }) => !deleted);
  const thread: ThreadView = {
    id: row.id,
    paperId: row.paperId,
    round: row.round,
    versionId: row.versionId,
    kind: row.kind,
    proposal: row.proposal,
    resolved: row.resolved,
    resolvedBy: row.resolvedBy,
    resolvedAt: isoOrNull(row.resolvedAt),
    accepted: row.acceptedBy === null || row.acceptedAt === null ? null : { by: row.acceptedBy, at: iso(row.acceptedAt) },
    assignedTo: row.assignedTo,
    dueDate: row.dueDate,
    openedAt: iso(row.openedAt),
    opener: row.opener,
    anchor: {
      state: stands.state,
      quote,
      currentQuote: stands.currentQuote,
      prefix,
      suffix,
      sectionId: stands.sectionId,
      point: stands.point,
      openedAtPoint: point,
      whole,
      ranges: stands.ranges,
    },
    comments,
    unread: comments.filter(({ unread }) => unread).length,
    told: row.told,
    mentionsMe: standingComments.some(({ body }) => mentionsOf(body).includes(actor.personId)),
    unanswered: standingComments.every(({ author }) => author.id === row.openedBy),
    may: {
      reply: talking,
      resolve: talking,
      accept: row.proposal !== null && !row.resolved && !lost && open && may(actor, 'paper.write', paper.groupId),
      delete: talking && row.openedBy === actor.personId && row.comments.every(({ author }) => author.id === actor.personId),
      reattach: talking && lost && open,
    },
  };
  return { thread, findable: lost && open && !whole && findAnchor(text.index, anchor) !== null };
}

/**
 * How a thread stands in the saved text. One that was opened on a version has no mark in the text while its round is over, nor
 * before it has been found in a later one: then its words say where it is.
 */
export function standingOf(row: ThreadRow, text: SavedText): Standing {
  const { id, passage: quote, prefix, suffix, sectionId, point, whole, versionId, versionFrom: from, versionTo: to } = row;
  const marked = standing(text.index, text.marks, { id, anchor: { quote, prefix, suffix, sectionId, point }, whole });
  if (marked.state === 'anchored' || versionId === null || whole || from === null || to === null) return marked;
  const place = wordsOfVersion(row, text);
  return place === null ? marked : standsAt(text.index, place);
}

/** Where the words of a thread that was opened on a version stand in a text, in its own section; null where they do not. */
export function wordsOfVersion(row: ThreadRow, { index }: SavedText): Place | null {
  const { passage: quote, prefix, suffix, sectionId, versionFrom: from, versionTo: to } = row;
  if (from === null || to === null) return null;
  const place = pickedPlace(index, { quote, prefix, suffix, from, to });
  return place !== null && standsAt(index, place).sectionId === sectionId ? place : null;
}

/** What of a paper's threads one wants to see; what is left out filters nothing. */
export type ThreadFilter = {
  resolved?: boolean;
  kind?: ThreadKind;
  /** Opened by this person, assigned to them, or with a comment of theirs. */
  mine?: boolean;
  mentionsMe?: boolean;
  unanswered?: boolean;
  unread?: boolean;
  /** Somebody who said something in it. */
  personId?: string;
  organisationId?: string;
  sectionId?: string;
  /** Words in the passage, the proposal, a comment or a name, without regard to case. */
  search?: string;
};

/** Whether a thread is among what is wanted. */
export function matches(thread: ThreadView, filter: ThreadFilter, personId: string): boolean {
  const { anchor, comments } = thread;
  const people = [thread.opener, ...comments.filter(({ deleted }) => !deleted).map(({ author }) => author)];
  const search = filter.search?.trim().toLocaleLowerCase('da') ?? '';
  const words = () =>
    [anchor.quote, anchor.currentQuote, thread.proposal, ...comments.map(({ body }) => plainBody(body)), ...people.map(({ name }) => name)]
      .join('\n')
      .toLocaleLowerCase('da');
  return (
    (filter.resolved === undefined || thread.resolved === filter.resolved) &&
    (filter.kind === undefined || thread.kind === filter.kind) &&
    (filter.mine !== true || thread.assignedTo?.id === personId || people.some(({ id }) => id === personId)) &&
    (filter.mentionsMe !== true || thread.mentionsMe) &&
    (filter.unanswered !== true || thread.unanswered) &&
    (filter.unread !== true || thread.unread > 0) &&
    (filter.personId === undefined || people.some(({ id }) => id === filter.personId)) &&
    (filter.organisationId === undefined || people.some(({ organisation }) => organisation?.id === filter.organisationId)) &&
    (filter.sectionId === undefined || anchor.sectionId === filter.sectionId) &&
    (search === '' || words().includes(search))
  );
}

/** Reading order: as they stand in the text, the lost ones last, oldest first. */
export function inOrder(one: ThreadView, other: ThreadView): number {
  const place = ({ anchor }: ThreadView) => anchor.ranges[0]?.from ?? Number.MAX_SAFE_INTEGER;
  return place(one) - place(other) || one.openedAt.localeCompare(other.openedAt) || one.id.localeCompare(other.id);
}

function iso(at: Date): string {
  return at.toISOString();
}

function isoOrNull(at: Date | null): string | null {
  return at === null ? null : iso(at);
}
