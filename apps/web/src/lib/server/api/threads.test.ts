import { makeTokenAtConsole } from '@samskriv/commands';
import { demoHouse, yes, type DemoHouse } from '@samskriv/commands/testing';
import type { z } from 'zod';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDoor } from './door.ts';
import * as shapes from './shapes.ts';

type Thread = z.output<typeof shapes.thread>;

const mails = {
  chair: 'formand@strandholt.example',
  member: 'miljoe@birkelev.example',
  observer: 'observatoer@aamose.example',
};
type Who = keyof typeof mails;

let demo: DemoHouse;
let ask: ReturnType<typeof openDoor>;
const tokens = new Map<string, string>();

beforeAll(async () => {
  demo = await demoHouse();
  ask = openDoor(demo.house);
  for (const [who, mail] of Object.entries(mails)) tokens.set(who, yes(await makeTokenAtConsole(demo.house, { mail })).token);
});
afterAll(() => demo.drop());

async function say(who: Who, method: string, path: string, body?: unknown): Promise<{ status: number; json: never }> {
  const response = await ask(method, path, { token: tokens.get(who)!, ...(body === undefined ? {} : { body }) });
  return { status: response.status, json: (await response.json()) as never };
}

async function thread(who: Who, method: string, path: string, body?: unknown): Promise<Thread> {
  const { status, json } = await say(who, method, path, body);
  expect(status, JSON.stringify(json)).toBeLessThan(300);
  return shapes.thread.parse(json);
}

test('an observer opens a thread by the words it is about, others answer and end it', async () => {
  const { id } = demo.groups.a.paper;
  const quote = 'faste arrangementer';
  const anchor = { quote, prefix: 'Flergangsservice skal anvendes ved ', suffix: ' og i organisationens' };
  const opened = await thread('observer', 'POST', `/api/papers/${id}/threads`, { anchor, body: 'Hvad er **fast**?', kind: 'technical' });
  expect(opened).toMatchObject({
    kind: 'technical',
    resolved: false,
    anchor: { state: 'anchored', quote, currentQuote: quote, point: '1', sectionId: expect.any(String) },
    comments: [{ author: { id: demo.idOf(mails.observer), name: 'Mette Åkjær' }, body: 'Hvad er **fast**?' }],
  });
  const listed = (await say('member', 'GET', `/api/papers/${id}/threads`)).json as Thread[];
  expect(listed.map((one) => one.id)).toContain(opened.id);
  expect(listed.find((one) => one.id === opened.id)).toMatchObject({ unread: 1, unanswered: true });
  const answered = await thread('member', 'POST', `/api/threads/${opened.id}/replies`, { body: 'Det, der holdes hvert år.' });
  expect(answered.comments).toHaveLength(2);
  expect((await thread('chair', 'PATCH', `/api/threads/${opened.id}`, { resolved: true })).resolvedBy?.id).toBe(demo.idOf(mails.chair));
  expect((await thread('observer', 'PATCH', `/api/threads/${opened.id}`, { resolved: false })).resolved).toBe(false);
  const assigned = await thread('chair', 'PATCH', `/api/threads/${opened.id}`, {
    assignedTo: demo.idOf(mails.member),
    dueDate: '2031-03-01',
  });
  expect(assigned).toMatchObject({ assignedTo: { id: demo.idOf(mails.member) }, dueDate: '2031-03-01' });
  expect((await say('member', 'GET', '/api/me/threads')).json).toMatchObject([{ threadId: opened.id, point: '1', dueDate: '2031-03-01' }]);
  const notices = (await say('observer', 'GET', '/api/notices?unread=true')).json as { kind: string; threadId: string }[];
  expect(notices.filter(({ threadId }) => threadId === opened.id).map(({ kind }) => kind)).toEqual(['resolved', 'reply']);
  await say('observer', 'POST', `/api/threads/${opened.id}/seen`, {});
  expect((await say('observer', 'GET', '/api/notices?unread=true')).json).not.toContainEqual(
    expect.objectContaining({ threadId: opened.id, kind: 'reply' }),
  );
  expect((await thread('observer', 'GET', `/api/threads/${opened.id}`)).unread).toBe(0);
});

test('nobody speaks or changes in another’s name', async () => {
  const { id } = demo.groups.a.paper;
  const body = { anchor: { from: 0, to: 30 }, body: 'Mit.' };
  for (const forged of [{ openedBy: demo.idOf(mails.chair) }, { author: demo.idOf(mails.chair) }, { resolvedBy: demo.idOf(mails.chair) }]) {
    expect(await say('observer', 'POST', `/api/papers/${id}/threads`, { ...body, ...forged })).toMatchObject({
      status: 422,
      json: { code: 'unknown_field' },
    });
  }
  const mine = await thread('chair', 'POST', `/api/papers/${id}/threads`, body);
  const [comment] = mine.comments;
  expect(await say('observer', 'PATCH', `/api/comments/${comment!.id}`, { body: 'Dit.' })).toMatchObject({ status: 403 });
  expect(await say('observer', 'DELETE', `/api/comments/${comment!.id}`)).toMatchObject({ status: 403 });
  expect(await say('observer', 'DELETE', `/api/threads/${mine.id}`)).toMatchObject({ status: 403 });
  // An id of one's choice that is another's: nothing of theirs is changed or shown.
  expect(await say('observer', 'POST', `/api/papers/${id}/threads`, { ...body, id: mine.id })).toMatchObject({ status: 409 });
  expect(await say('observer', 'POST', `/api/threads/${mine.id}/replies`, { body: 'Dit.', id: comment!.id })).toMatchObject({
    status: 409,
  });
  expect((await thread('chair', 'GET', `/api/threads/${mine.id}`)).comments).toEqual(mine.comments);
});

test('an observer proposes a wording, and only who may write puts it in', async () => {
  const { id } = demo.groups.a.paper;
  const anchor = { quote: 'anbefales kopper med pant', prefix: '', suffix: '' };
  const opened = await thread('observer', 'POST', `/api/papers/${id}/threads`, {
    anchor,
    body: 'Hellere så.',
    proposal: 'skal der anvendes kopper med pant',
  });
  expect(await say('observer', 'POST', `/api/threads/${opened.id}/acceptance`, {})).toMatchObject({ status: 403 });
  expect(await say('member', 'POST', `/api/threads/${opened.id}/acceptance`, { currentQuote: 'noget andet' })).toMatchObject({
    status: 409,
    json: { code: 'text_changed' },
  });
  const accepted = await thread('member', 'POST', `/api/threads/${opened.id}/acceptance`, {});
  expect(accepted).toMatchObject({
    resolved: true,
    accepted: { by: { id: demo.idOf(mails.member) } },
    anchor: { state: 'anchored', currentQuote: 'skal der anvendes kopper med pant' },
  });
  const text = await ask('GET', `/api/papers/${id}/content?format=txt`, { token: tokens.get('member')! });
  expect(await text.text()).toContain('arealer skal der anvendes kopper med pant.');
  const [row] = await demo.house.sql<{ author: string; kind: string }[]>`
    select author, kind from paper_update where paper_id = ${id} order by number desc limit 1`;
  expect(row).toEqual({ author: demo.idOf(mails.member), kind: 'edit' });
  expect(await say('member', 'POST', `/api/threads/${opened.id}/acceptance`, {})).toMatchObject({ status: 409 });
});
