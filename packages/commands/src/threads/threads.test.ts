import { createHash, randomUUID } from 'node:crypto';
import { pickedPlace } from '@samskriv/comments';
import { appendHouseEdit, inTransaction } from '@samskriv/database';
import { commentAttribute, documentJson, replaceWords } from '@samskriv/document';
import { rolesThatMay, type Actor } from '@samskriv/process';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { demoHouse, yes, type DemoHouse } from '../demo/demoHouse.ts';
import { createGroup } from '../groups/createGroup.ts';
import { removeMembership, setMembership } from '../groups/roster.ts';
import { acceptProposal } from './accept.ts';
import { deleteComment, editComment, listEarlierWordings, markThreadSeen, replyToThread } from './comments.ts';
import { countNotices, listNotices, readNotices } from './notices.ts';
import { openThread, type NewThreadInput } from './open.ts';
import { prepareEdit, type SavedText } from './place.ts';
import { listThreads, readThread } from './read.ts';
import { findLostThreads, reattachThread } from './reattach.ts';
import { assignThread, deleteThread, resolveThread } from './settle.ts';

let demo: DemoHouse;
let chair: Actor;
let observer: Actor;
let member: Actor;
let group: { groupId: string; paperId: string };

const words = 'Kopper med pant anbefales ved faste arrangementer i byens parker og haller.';

beforeAll(async () => {
  demo = await demoHouse();
});
afterAll(() => demo.drop());
beforeEach(async () => {
  const secretariat = await demo.actor('sekretariat@partnerskab.example');
  group = yes(await createGroup(demo.house, secretariat, { title: 'Prøve', kind: 'new', text: `${words}\nEn anden linje om 😀 og שלום.` }));
  const place = (mail: string, role: string) =>
    setMembership(demo.house, secretariat, { groupId: group.groupId, personId: demo.idOf(mail), role }).then(yes);
  await place('formand@strandholt.example', 'chair');
  await place('miljoe@birkelev.example', 'member');
  await place('observatoer@aamose.example', 'observer');
  [chair, member, observer] = [
    await demo.actor('formand@strandholt.example'),
    await demo.actor('miljoe@birkelev.example'),
    await demo.actor('observatoer@aamose.example'),
  ];
});

async function opened(actor: Actor, quote: string, more: Partial<NewThreadInput> = {}): Promise<string> {
  const input = { paperId: group.paperId, anchor: { quote }, body: 'Hvad mener vi?', ...more };
  return yes(await openThread(demo.house, actor, input)).threadId;
}

const read = async (threadId: string, actor: Actor = chair) => yes(await readThread(demo.house, actor, threadId));

/** Works out an edit of the text as an editor elsewhere would, and gives what puts it in. */
async function edit(change: (ydoc: Y.Doc, text: SavedText) => unknown): Promise<() => Promise<void>> {
  const { bytes } = await prepareEdit(demo.house.sql, group.paperId, 1, change);
  const hash = createHash('sha256').update(bytes!).digest('hex');
  return async () => {
    const roles = rolesThatMay('paper.write');
    const row = { paperId: group.paperId, round: 1, author: member.personId, kind: 'edit' as const, roles, bytes: bytes!, hash };
    expect(await inTransaction(demo.house.sql, (sql) => appendHouseEdit(sql, row))).toMatchObject({ verdict: 'saved' });
  };
}

const rewrite = (quote: string, instead: string) =>
  edit((ydoc, { index }) => {
    const ranges = pickedPlace(index, { quote })!.ranges;
    return replaceWords(ydoc, { from: ranges[0]!.from, to: ranges.at(-1)!.to }, instead);
  });

describe('a place in the text', () => {
  test('is marked by the house for an observer, in their name, and only while they may', async () => {
    const id = await opened(observer, 'faste arrangementer');
    const [row] = await demo.house.sql<{ author: string; kind: string; number: string; head: string }[]>`
      select u.author, u.kind, u.number, r.head from paper_update u join paper_round r using (paper_id, round)
      where u.paper_id = ${group.paperId} order by number desc limit 1`;
    expect(row).toEqual({ author: observer.personId, kind: 'mark', number: '2', head: '2' });
    const secretariat = await demo.actor('sekretariat@partnerskab.example');
    yes(await removeMembership(demo.house, secretariat, { groupId: group.groupId, personId: observer.personId }));
    // What the request knew when it began is not enough: the append looks again.
    const late = await openThread(demo.house, observer, { paperId: group.paperId, anchor: { quote: 'parker' }, body: 'For sent' });
    expect(late).toEqual({ refused: 'forbidden' });
    expect(yes(await listThreads(demo.house, chair, { paperId: group.paperId })).map((thread) => thread.id)).toEqual([id]);
  });

  test('holds while others write around and in it, and is lost with its words', async () => {
    const id = await opened(observer, 'faste arrangementer');
    await (
      await rewrite('Kopper med pant', 'Krus')
    )();
    await (
      await rewrite('faste arr', 'faste, årlige arr')
    )();
    expect((await read(id)).anchor).toMatchObject({
      state: 'anchored',
      quote: 'faste arrangementer',
      currentQuote: 'faste, årlige arrangementer',
      point: '1',
    });
    await (
      await rewrite('faste, årlige arrangementer i', 'i')
    )();
    expect((await read(id)).anchor).toMatchObject({ state: 'orphaned', quote: 'faste arrangementer', currentQuote: null, point: '1' });
  });

  test('is found again when its words are, and by hand', async () => {
    const id = await opened(observer, 'faste arrangementer');
    await (
      await rewrite('faste arrangementer i', 'i')
    )();
    expect(await findLostThreads(demo.house, { paperId: group.paperId })).toEqual([]);
    await (
      await rewrite('ved i byens', 'ved faste arrangementer i byens')
    )();
    expect((await read(id)).anchor.state).toBe('orphaned');
    await listThreads(demo.house, chair, { paperId: group.paperId });
    const jobs = await demo.house.sql`select 1 from graphile_worker.jobs where task_identifier = 'findThreads'`;
    expect(jobs).toHaveLength(1);
    expect(await findLostThreads(demo.house, { paperId: group.paperId })).toEqual([id]);
    expect((await read(id)).anchor).toMatchObject({ state: 'anchored', currentQuote: 'faste arrangementer' });
    expect(await reattachThread(demo.house, chair, { threadId: id, anchor: { quote: 'parker' } })).toEqual({ refused: 'thread_anchored' });
    await (
      await rewrite('faste arrangementer i', 'i')
    )();
    expect(await reattachThread(demo.house, chair, { threadId: id, anchor: { quote: 'står her ikke' } })).toMatchObject({
      refused: 'invalid',
    });
    yes(await reattachThread(demo.house, chair, { threadId: id, anchor: { quote: 'parker og haller' } }));
    expect((await read(id)).anchor).toMatchObject({ state: 'anchored', quote: 'parker og haller' });
  });

  test('on words that another deletes at the same moment is listed as lost, and nothing else is', async () => {
    const elsewhere = await rewrite('faste arrangementer i', 'i');
    const [id] = await Promise.all([opened(observer, 'faste arrangementer'), elsewhere()]);
    expect((await read(id)).anchor).toMatchObject({ state: 'orphaned', quote: 'faste arrangementer' });
    const late = await opened(observer, 'faste arrangementer', {
      anchor: { quote: 'faste arrangementer', prefix: 'ved ', suffix: ' i byens' },
    });
    expect((await read(late)).anchor).toMatchObject({ state: 'orphaned', currentQuote: null });
  });

  test('says nothing for a mark that no thread has, or that is moved to other words', async () => {
    const id = await opened(observer, 'faste arrangementer');
    const forged = randomUUID();
    const forge = await edit((ydoc) => {
      const text = (ydoc.getXmlFragment('default').toArray() as Y.XmlElement[]).flatMap((section) =>
        Array.from(
          section.createTreeWalker((node) => node instanceof Y.XmlText),
          (node) => node as unknown as Y.XmlText,
        ),
      );
      const line = text.find((one) => one.toString().includes('anden linje'))!;
      line.format(0, 8, { [commentAttribute(forged)]: { id: forged } });
      line.format(3, 5, { [commentAttribute(id)]: { id } });
    });
    await forge();
    const threads = yes(await listThreads(demo.house, chair, { paperId: group.paperId }));
    expect(threads.map((thread) => [thread.id, thread.anchor.currentQuote])).toEqual([[id, 'faste arrangementer']]);
    expect(await readThread(demo.house, chair, forged)).toEqual({ refused: 'not_found' });
  });

  test('keeps its place in a hundred threads, and goes with its thread', async () => {
    const each = words.match(/\p{L}{4,}/gu)!;
    const ids = [];
    for (let at = 0; at < 12; at += 1) ids.push(await opened(at % 2 === 0 ? observer : member, each[at % each.length]!));
    yes(await deleteThread(demo.house, observer, { threadId: ids[0]! }));
    const threads = yes(await listThreads(demo.house, chair, { paperId: group.paperId }));
    expect(threads).toHaveLength(11);
    expect(threads.every(({ anchor }) => anchor.state === 'anchored')).toBe(true);
    const { result } = await prepareEdit(demo.house.sql, group.paperId, 1, (ydoc) => JSON.stringify(documentJson(ydoc)));
    expect(result).not.toContain(ids[0]);
    expect(await readThread(demo.house, observer, ids[0]!)).toEqual({ refused: 'not_found' });
  });

  test('is refused in a closed round, and talk goes on', async () => {
    const id = await opened(observer, 'faste arrangementer', { proposal: 'årlige møder' });
    await demo.house.sql`update paper_round set state = 'closed' where paper_id = ${group.paperId}`;
    expect(await openThread(demo.house, chair, { paperId: group.paperId, anchor: { quote: 'parker' }, body: 'x' })).toEqual({
      refused: 'paper_closed',
    });
    expect(await acceptProposal(demo.house, chair, { threadId: id })).toEqual({ refused: 'paper_closed' });
    yes(await replyToThread(demo.house, chair, { threadId: id, body: 'Vi venter.' }));
    yes(await resolveThread(demo.house, observer, { threadId: id }));
  });
});

describe('a proposal put in', () => {
  const type = (words: string) => rewrite('arrangementer', `arrange${words}menter`);
  const said = async () => {
    const { result } = await prepareEdit(demo.house.sql, group.paperId, 1, (_, { index }) => index.text);
    return result;
  };

  const waiting = () => demo.house.sql`
    select 1 from pg_locks l join pg_stat_activity a on a.pid = l.pid where not l.granted and a.datname = current_database()`;

  test('is refused where words in the passage were saved since one looked, and nothing is recorded', async () => {
    const id = await opened(observer, 'faste arrangementer', { proposal: 'årlige møder' });
    await (
      await type('XX')
    )();
    expect(await acceptProposal(demo.house, member, { threadId: id })).toEqual({ refused: 'text_changed' });
    expect(await read(id)).toMatchObject({ resolved: false, accepted: null, anchor: { currentQuote: 'faste arrangeXXmenter' } });
    expect(await demo.house.sql`select 1 from notice where thread_id = ${id}`).toEqual([]);
    yes(await acceptProposal(demo.house, member, { threadId: id, currentQuote: 'faste arrangeXXmenter' }));
    expect(await said()).toContain('ved årlige møder i byens');
  });

  test('is refused where they are saved after it was worked out and before it is stored', async () => {
    const id = await opened(observer, 'faste arrangementer', { proposal: 'årlige møder' });
    const typed = await type('YY');
    const { accepting } = await demo.house.sql.begin(async (sql) => {
      await sql`select 1 from thread where id = ${id} for update`;
      const accepting = acceptProposal(demo.house, member, { threadId: id });
      // It has read the text and waits for the thread.
      await expect.poll(async () => (await waiting()).length).toBe(1);
      await typed();
      return { accepting };
    });
    expect(await accepting).toEqual({ refused: 'text_changed' });
    expect(await said()).toContain('faste arrangeYYmenter');
    expect((await read(id)).resolved).toBe(false);
  });

  test('leaves words that were typed meanwhile and are saved after it beside the new wording', async () => {
    const id = await opened(observer, 'faste arrangementer', { proposal: 'årlige møder' });
    const typed = await type('ZZ');
    yes(await acceptProposal(demo.house, member, { threadId: id }));
    await typed();
    const text = await said();
    expect(text).toContain('ZZ');
    expect(text).toContain('årlige');
    expect(text).not.toContain('arrange');
    const [act] = await demo.house.sql`select actor, details from audit_log where action = 'thread.accept' and thing_id = ${id}`;
    expect(act).toMatchObject({ actor: member.personId, details: { number: 3 } });
  });

  test('loses no word whichever comes first', async () => {
    for (let round = 0; round < 12; round += 1) {
      const id = await opened(observer, 'faste arrangementer', { proposal: 'årlige møder' });
      const mark = `Q${String(round)}Q`;
      const typed = await type(mark);
      const [outcome] = await Promise.all([acceptProposal(demo.house, member, { threadId: id }), typed()]);
      const text = await said();
      expect(text).toContain(mark);
      if ('refused' in outcome) expect([outcome.refused, text]).toEqual(['text_changed', expect.stringContaining(`arrange${mark}menter`)]);
      else expect(text).toContain('årlige');
      const line = text.slice(text.indexOf(' ved ') + 5, text.indexOf(' i byens'));
      await (
        await rewrite(line, 'faste arrangementer')
      )();
    }
  });
});

describe('talk', () => {
  test('keeps earlier wording, and a trace of what was taken away', async () => {
    const id = await opened(observer, 'faste arrangementer');
    const [first] = (await read(id)).comments;
    yes(await editComment(demo.house, observer, { commentId: first!.id, body: 'Hvad mener vi med faste?' }));
    expect((await read(id)).comments[0]).toMatchObject({ body: 'Hvad mener vi med faste?', editedAt: expect.any(String) });
    const earlier = yes(await listEarlierWordings(demo.house, member, { commentId: first!.id }));
    expect(earlier).toEqual([{ body: 'Hvad mener vi?', at: first!.at }]);
    yes(await deleteComment(demo.house, observer, { commentId: first!.id }));
    expect(await listEarlierWordings(demo.house, observer, { commentId: first!.id })).toEqual({ refused: 'not_found' });
    expect((await read(id)).comments[0]).toMatchObject({ body: '', deleted: true, author: { id: observer.personId } });
    const versions = await demo.house.sql`select body from comment_version where comment_id = ${first!.id} order by id`;
    expect(versions.map(({ body }) => body as string)).toEqual(['Hvad mener vi?', 'Hvad mener vi med faste?']);
    expect(await editComment(demo.house, observer, { commentId: first!.id, body: 'igen' })).toEqual({ refused: 'not_found' });
    await expect(demo.house.sql`delete from comment_version`).rejects.toThrow('permission denied');
    await expect(demo.house.sql`delete from comment`).rejects.toThrow('permission denied');
  });

  test('takes 10,000 characters of any script, and no more', async () => {
    const long = '😀'.repeat(9_990) + ' שלום æøå';
    const id = await opened(observer, '😀 og שלום', { body: long });
    expect((await read(id)).comments[0]!.body).toBe(long);
    expect((await read(id)).anchor.currentQuote).toBe('😀 og שלום');
    expect(await replyToThread(demo.house, member, { threadId: id, body: 'x'.repeat(10_001) })).toMatchObject({ refused: 'too_long' });
    expect(await replyToThread(demo.house, member, { threadId: id, body: ' \n\u0000 ' })).toMatchObject({ refused: 'required' });
    yes(await replyToThread(demo.house, member, { threadId: id, body: 'a\u0000b\ud800c' }));
    expect((await read(id)).comments[1]!.body).toBe('ab\ufffdc');
  });

  test('is ended and answered by many at once, and nothing is lost', async () => {
    const id = await opened(observer, 'faste arrangementer');
    const outcomes = await Promise.all([
      resolveThread(demo.house, chair, { threadId: id }),
      resolveThread(demo.house, member, { threadId: id }),
      ...[chair, member, observer].map((actor, at) => replyToThread(demo.house, actor, { threadId: id, body: `Svar ${String(at)}` })),
    ]);
    outcomes.map(yes);
    const thread = await read(id);
    expect(thread.resolved).toBe(true);
    expect(thread.comments.map(({ body }) => body).sort()).toEqual(['Hvad mener vi?', 'Svar 0', 'Svar 1', 'Svar 2']);
    const acts = await demo.house.sql`select 1 from audit_log where action = 'thread.resolve' and thing_id = ${id}`;
    expect(acts).toHaveLength(1);
  });

  test('sent twice is said once', async () => {
    const [id, commentId] = [randomUUID(), randomUUID()];
    await Promise.all([opened(observer, 'parker', { id, commentId }), opened(observer, 'parker', { id, commentId })]);
    const reply = { threadId: id, body: 'Svar', id: randomUUID() };
    await Promise.all([replyToThread(demo.house, member, reply), replyToThread(demo.house, member, reply)]);
    expect((await read(id)).comments).toHaveLength(2);
  });

  test('mentions and assigns members alone, and tells them', async () => {
    const outsider = demo.idOf('kollega@birkelev.example');
    const body = `@[Formanden](person:${member.personId}) og @[Sofie](person:${outsider})`;
    const id = await opened(observer, 'parker', { body });
    expect((await read(id, member)).mentionsMe).toBe(true);
    expect((await read(id)).comments[0]!.body).toBe(`@[Anna Mose](person:${member.personId}) og @Sofie`);
    expect(await assignThread(demo.house, chair, { threadId: id, personId: outsider })).toMatchObject({ refused: 'not_found' });
    yes(await assignThread(demo.house, chair, { threadId: id, personId: member.personId, dueDate: '2031-02-28' }));
    yes(await replyToThread(demo.house, chair, { threadId: id, body: 'Tak.' }));
    const told = (await listNotices(demo.house, member)).filter(({ threadId }) => threadId === id);
    expect(told.map(({ kind }) => kind)).toEqual(['reply', 'assigned', 'mention']);
    expect(await read(id, member)).toMatchObject({ unread: 2, told: 3 });
    const before = yes(await countNotices(demo.house, member)).unread;
    yes(await markThreadSeen(demo.house, member, { threadId: id }));
    expect(await read(id, member)).toMatchObject({ unread: 0, told: 0 });
    expect(yes(await countNotices(demo.house, member)).unread).toBe(before - 3);
    yes(await assignThread(demo.house, chair, { threadId: id, personId: observer.personId }));
    yes(await readNotices(demo.house, member, { ids: (await listNotices(demo.house, observer)).map((notice) => notice.id) }));
    expect((await read(id, observer)).told).toBe(2);
    yes(await readNotices(demo.house, observer, { ids: 'all' }));
    expect((await read(id, observer)).told).toBe(0);
    expect((await listNotices(demo.house, member, { unread: true })).filter(({ threadId }) => threadId === id)).toEqual([]);
    const elsewhere = await demo.house.sql`select 1 from notice where person_id = ${outsider}`;
    expect(elsewhere).toEqual([]);
  });

  test('judges both ids of a request, one’s own and a foreign one (row 41)', async () => {
    const secretariat = await demo.actor('sekretariat@partnerskab.example');
    const elsewhere = yes(await createGroup(demo.house, secretariat, { title: 'Fremmed', kind: 'new', text: words }));
    const foreignId = yes(
      await openThread(demo.house, secretariat, { paperId: elsewhere.paperId, anchor: { quote: 'parker' }, body: 'Fremmed' }),
    ).threadId;
    const foreign = (await read(foreignId, secretariat)).comments[0]!;
    const id = await opened(observer, 'parker');
    expect(await markThreadSeen(demo.house, member, { threadId: id, commentId: foreign.id })).toMatchObject({ refused: 'not_found' });
    expect(await listEarlierWordings(demo.house, member, { commentId: foreign.id })).toEqual({ refused: 'not_found' });
    expect(await editComment(demo.house, member, { commentId: foreign.id, body: 'Mit' })).toEqual({ refused: 'not_found' });
    expect(await assignThread(demo.house, member, { threadId: foreignId, personId: member.personId })).toEqual({ refused: 'not_found' });
    // A foreign id as one's own: nothing there is changed, nothing here is said.
    expect(await replyToThread(demo.house, member, { threadId: id, body: 'Mit', id: foreign.id })).toMatchObject({
      refused: 'already_exists',
    });
    expect(
      await openThread(demo.house, member, { paperId: group.paperId, anchor: { quote: 'parker' }, body: 'Mit', id: foreignId }),
    ).toMatchObject({
      refused: 'already_exists',
    });
    expect((await read(foreignId, secretariat)).comments).toEqual([foreign]);
    expect((await read(id)).comments).toHaveLength(1);
  });

  test('is over for whoever is taken out of the group while they write', async () => {
    const id = await opened(observer, 'parker');
    const secretariat = await demo.actor('sekretariat@partnerskab.example');
    yes(await removeMembership(demo.house, secretariat, { groupId: group.groupId, personId: observer.personId }));
    const now = await demo.actor('observatoer@aamose.example');
    expect(await replyToThread(demo.house, now, { threadId: id, body: 'Jeg skrev jo.' })).toEqual({ refused: 'not_found' });
    expect(await listNotices(demo.house, now)).not.toContainEqual(expect.objectContaining({ threadId: id }));
    yes(await replyToThread(demo.house, member, { threadId: id, body: 'Hun er væk.' }));
    expect((await demo.house.sql`select 1 from notice where person_id = ${now.personId} and thread_id = ${id}`).length).toBe(0);
  });
});
