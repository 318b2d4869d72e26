import {
  listVersions,
  listVersionThreads,
  openRound,
  openVersionThread,
  readPaper,
  readVersion,
  readVersionContent,
  reopenThread,
  replyToThread,
  resolveThread,
  verifyVersion,
} from '@samskriv/commands';
import { isRefusal, refuse } from '@samskriv/process';
import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { html } from '@samskriv/document';
import { paperWords } from '#lib/paper/words.ts';
import { done, refused, text } from '#lib/server/form.ts';
import { orError, signedIn, signedInForm } from '#lib/server/guard.ts';
import { tell } from '#lib/server/told.ts';
import { chosenPlace, positionsOf, stretchesOf, versionText } from '#lib/server/versionPlaces.ts';
import { asWhole } from '#lib/server/whole.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { house, actor, person } = signedIn(event);
  const versionId = event.params.id;
  const version = orError(await readVersion(house, actor, versionId));
  const { paperId, previousId, nextId } = version;
  const [paper, json, chain, listed] = await Promise.all([
    readPaper(house, actor, paperId),
    jsonOf(event),
    listVersions(house, actor, { paperId }),
    listVersionThreads(house, actor, { versionId }),
  ]);
  const { title, lock, readOnly, mayLock, mayComment } = orError(paper);
  const versions = orError(chain);
  const threads = orError(listed);
  const index = versionText(json);
  return {
    version,
    paper: { id: paperId, title },
    html: html(json, paperWords()),
    previous: versions.find(({ id }) => id === previousId) ?? null,
    next: versions.find(({ id }) => id === nextId) ?? null,
    threads,
    commented: threads
      .filter(({ resolved }) => !resolved)
      .flatMap(({ id, inVersion }) => stretchesOf(index, inVersion.ranges).map((stretch) => ({ ...stretch, threadId: id }))),
    selfId: person.id,
    mayOpenRound: mayLock && lock !== null,
    mayRestore: !readOnly,
    mayComment,
    now: new Date(),
  };
};

export const actions: Actions = {
  verify: async (event) => {
    const { house, actor, form } = await signedInForm(event);
    const verification = await verifyVersion(house, actor, event.params.id);
    if (isRefusal(verification)) return refused('verify', verification, form);
    return done('verify', form, { verification, at: new Date().toISOString() });
  },
  openRound: async (event) => {
    const { house, actor, form } = await signedInForm(event);
    const version = orError(await readVersion(house, actor, event.params.id));
    const outcome = await openRound(house, actor, { paperId: version.paperId, versionId: version.id, reason: text(form, 'reason') });
    if (isRefusal(outcome)) return refused('openRound', outcome, form);
    redirect(303, `/papers/${version.paperId}`);
  },
  comment: async (event) => {
    const { house, actor, form } = await signedInForm(event);
    const choice = text(form, 'place');
    if (choice === '') return refused('comment', refuse('required', 'place'), form);
    const anchor = chosenPlace(await jsonOf(event), choice);
    if (anchor === null) return refused('comment', refuse('invalid', 'place'), form);
    const outcome = await openVersionThread(house, actor, { versionId: event.params.id, anchor, body: text(form, 'body') });
    if (isRefusal(outcome)) return refused('comment', outcome, form);
    tell(event, 'comment_sent');
    redirect(303, `/versions/${event.params.id}#thread-${outcome.threadId}`);
  },
  commentWords: async (event) => {
    const { house, actor, form } = await signedInForm(event);
    const [at, end] = [asWhole(text(form, 'at')), asWhole(text(form, 'end'))];
    const anchor = at === null || end === null ? null : positionsOf(versionText(await jsonOf(event)), at, end);
    if (anchor === null) return refused('commentWords', refuse('invalid'), form);
    const outcome = await openVersionThread(house, actor, { versionId: event.params.id, anchor, body: text(form, 'body') });
    return isRefusal(outcome) ? refused('commentWords', outcome, form) : done('commentWords', form);
  },
  reply: async (event) => {
    const { house, actor, form } = await signedInForm(event);
    const outcome = await replyToThread(house, actor, { threadId: text(form, 'key'), body: text(form, 'body') });
    return isRefusal(outcome) ? refused('reply', outcome, form) : done('reply', form);
  },
  resolve: async (event) => {
    const { house, actor, form } = await signedInForm(event);
    const outcome = await resolveThread(house, actor, { threadId: text(form, 'key') });
    return isRefusal(outcome) ? refused('resolve', outcome, form) : done('resolve', form);
  },
  reopen: async (event) => {
    const { house, actor, form } = await signedInForm(event);
    const outcome = await reopenThread(house, actor, { threadId: text(form, 'key') });
    return isRefusal(outcome) ? refused('reopen', outcome, form) : done('reopen', form);
  },
};

async function jsonOf(event: Pick<RequestEvent, 'locals' | 'url'> & { params: { id: string } }) {
  const { house, actor } = signedIn(event);
  const content = orError(await readVersionContent(house, actor, { versionId: event.params.id, format: 'json' }));
  if (content.format !== 'json') error(500);
  return content.json;
}
