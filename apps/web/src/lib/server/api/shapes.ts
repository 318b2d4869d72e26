import { z } from 'zod';
import { mostWhole } from '../whole.ts';

// What several doors of the API answer with. What one door alone says stands beside it, as inputs do.

/** The id of anything, as commands give it out. */
export const id = z.uuid();

/** A whole number as an operation takes it: one that a row can hold. */
export const whole = z.int().min(0).max(mostWhole);

/** A moment in UTC. */
export const moment = z.iso.datetime();

/** What somebody is in a group, as it counts for them now. */
export const role = z.enum(['chair', 'member', 'secretariat', 'expert', 'observer']);

/** What a roster can call somebody. */
export const rosterRole = z.enum(['chair', 'member', 'expert', 'observer']);

/** Whether a paper can be written in. */
export const paperState = z.enum(['open', 'closed']);

/** The organisation somebody comes from; null where none is known. */
export const organisation = z.object({ id, name: z.string() }).nullable();

/** A section of a text in short. */
export const section = z.object({
  id: z.string().nullable(),
  kind: z.enum(['target', 'background', 'tenderText', 'caseExample', 'agendaItem']),
  part: z.enum(['relevance', 'environmentalEffect', 'economicEffect']).nullable(),
  status: z.enum(['empty', 'draft', 'complete', 'checked']),
  textKind: z.enum(['technicalSpecification', 'minimumRequirement', 'awardCriterion', 'contractTerm']).nullable(),
  serves: z.string().nullable().describe('The id of the point that a tender text serves'),
  title: z.string(),
  blank: z.boolean(),
  points: z.array(
    z.object({
      id: z.string().nullable(),
      number: z.string().describe("As shown: '1', '1.a'"),
      level: z.enum(['requirement', 'recommendation']),
      text: z.string(),
    }),
  ),
});

/** The name of a paper’s document. */
export const documentOf = z.string().describe('The name on the sockets: paper:<id>:<round>');

/** A person by name. */
export const who = z.object({ id, name: z.string() });

/** A sealed version of a paper. */
export const version = z.object({
  id,
  paperId: id,
  number: z.int().describe('1, 2, 3 …; 0 is what an update started from'),
  round: z.int(),
  head: z.int().describe("The number of the last edit of the round's log that is in it"),
  purpose: z.enum(['steeringConsideration', 'finalApproval', 'milestone', 'base']),
  closes: z.boolean().describe('Whether the round ended with it'),
  reason: z.string(),
  until: z.iso.date().nullable(),
  by: who.extend({ organisation: z.string().nullable() }).describe('As they were called then'),
  at: moment,
  hash: z.string().describe('SHA-256 of the seal, hex'),
  previousHash: z.string().nullable(),
});

/** A paper's text as ProseMirror JSON; nodes within nodes. */
export const paperText = z.looseObject({ type: z.literal('doc') });

/** What an act was about, where there is no more to say. */
export const done = z.object({ id });

/** Somebody who speaks in threads, can be mentioned in them, and can have them assigned. */
export const talker = z.object({ id, name: z.string(), organisation });

const threadKind = z.enum(['general', 'technical', 'editorial']);

/** A thread as the one who asks meets it. */
export const thread = z.object({
  id,
  paperId: id,
  round: z.int().describe('The round it was opened in'),
  versionId: id.nullable().describe('The version it was opened on'),
  kind: threadKind,
  proposal: z.string().nullable().describe('A wording proposed for the quoted text; empty where the text should go'),
  resolved: z.boolean(),
  resolvedBy: talker.nullable(),
  resolvedAt: moment.nullable(),
  accepted: z.object({ by: talker, at: moment }).nullable().describe('Who put the proposal into the text'),
  assignedTo: talker.nullable(),
  dueDate: z.iso.date().nullable(),
  openedAt: moment,
  opener: talker,
  anchor: z.object({
    state: z.enum(['anchored', 'orphaned']),
    quote: z.string().describe('The passage as it was'),
    currentQuote: z.string().nullable().describe('What the passage has become; null when it is lost'),
    prefix: z.string(),
    suffix: z.string(),
    sectionId: z.string().nullable(),
    point: z.string().nullable().describe("The number of the point as shown: '1', '1.a'"),
    openedAtPoint: z.string().nullable(),
    whole: z.boolean().describe('About a whole section'),
    ranges: z.array(z.object({ from: z.int(), to: z.int() })).describe('ProseMirror positions in the text as saved'),
  }),
  comments: z.array(
    z.object({
      id,
      author: talker,
      body: z.string().describe('A little Markdown: bold, italic, links, lists, @[name](person:id); empty once deleted'),
      at: moment,
      editedAt: moment.nullable(),
      deleted: z.boolean(),
      mine: z.boolean(),
      unread: z.boolean(),
    }),
  ),
  unread: z.int().describe('Comments of others you have not seen, on any device'),
  told: z.int().describe('Notices about it that you have not read'),
  mentionsMe: z.boolean(),
  unanswered: z.boolean(),
  may: z.object({ reply: z.boolean(), resolve: z.boolean(), accept: z.boolean(), delete: z.boolean(), reattach: z.boolean() }),
});
