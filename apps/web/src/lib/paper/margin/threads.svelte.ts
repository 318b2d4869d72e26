import type { SectionSummary } from '@samskriv/document';
import { m } from '#paraglide/messages.js';
import { ask, type Answer } from './ask.ts';
import { byId, union, withThing, withoutThing } from './collections.ts';
import { browserStorage, draftShelf, type Draft, type DraftAnchor, type DraftShelf } from './drafts.ts';
import { withMentions, type Mentioned } from './mentions.ts';
import { Outbox, unreached } from './outbox.ts';
import { nobody } from './replying.ts';
import { sendIds } from './sendIds.ts';
import { quoteOf, type Thread } from './thread.ts';
import { now, unsentShelf, type Unsent } from './unsent.ts';

export type Member = Mentioned & { readonly organisation: { readonly id: string; readonly name: string } | null };

export type ThreadsOptions = {
  readonly paperId: string;
  readonly self: { readonly id: string; readonly name: string };
  readonly mayComment: boolean;
};

/** Milliseconds of rest before a thread that was changed is fetched: a reply and its resolving come as one. */
const rest = 60;

/** The threads of a paper as this window has them, and everything that can be done with them. */
export class Threads {
  /** `failed`: nothing could be fetched; `no` says why. */
  state = $state<'loading' | 'ready' | 'failed'>('loading');
  no = $state<string | null>(null);
  /** The thread that is read just now. */
  openId = $state<string | null>(null);
  /** The thread that is pointed at. */
  pointedId = $state<string | null>(null);
  /** What a new thread that is being written is about. */
  composing = $state.raw<DraftAnchor | null>(null);
  /** Threads whose mark stands in this window's text; null before there is one. */
  marked = $state.raw<ReadonlySet<string> | null>(null);
  sections = $state.raw<readonly SectionSummary[]>([]);
  /** Something was done that is worth saying aloud. */
  said = $state('');
  mayComment = $state(false);
  /** What was said without a connection, and waits or was refused. */
  unsent = $state.raw<readonly Unsent[]>([]);
  /** What is unsent waits for the one who said it to sign in again. */
  signedOut = $state(false);
  /** Who else is writing a reply, by thread. */
  repliers = $state.raw(nobody);
  readonly self: ThreadsOptions['self'];
  readonly drafts: DraftShelf;
  readonly paperId: string;
  #byId = $state.raw<ReadonlyMap<string, Thread>>(byId([]));
  #everMarked: ReadonlySet<string> = union([], []);
  #members: Promise<Member[]> | null = null;
  #changed: readonly string[] = [];
  /** What was changed since all were asked for: the answer may be older. Null when none is awaited. */
  #heard: readonly string[] | null = null;
  readonly #sendIds = sendIds();
  readonly #outbox: Outbox;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #fetches = 0;

  constructor({ paperId, self, mayComment }: ThreadsOptions) {
    this.paperId = paperId;
    this.self = self;
    this.mayComment = mayComment;
    this.drafts = draftShelf(paperId, self.id);
    this.composing = this.drafts.read('new')?.anchor ?? null;
    this.#outbox = new Outbox({
      shelf: unsentShelf(paperId, self.id, browserStorage()),
      send: (unsent) => this.#send(unsent),
      mayGo: () => this.#isSignedIn(),
      onchange: (all, signedOut) => {
        this.unsent = all;
        this.signedOut = signedOut;
      },
      onsent: () => (this.said = m.thread_unsent_gone()),
    });
  }

  all = $derived([...this.#byId.values()]);
  active = $derived(this.all.filter(({ resolved }) => !resolved));
  unread = $derived(this.active.reduce((sum, { unread }) => sum + unread, 0));

  byId(id: string | null): Thread | null {
    return id === null ? null : (this.#byId.get(id) ?? null);
  }

  /** Whether a thread's words are gone from the text. What was just opened counts as standing until its mark has come. */
  isLost({ id, anchor }: Thread): boolean {
    if (anchor.whole) return !this.sections.some((section) => section.id === anchor.sectionId);
    if (this.marked === null) return anchor.state === 'orphaned';
    return !this.marked.has(id) && (anchor.state === 'orphaned' || this.#everMarked.has(id));
  }

  mark(ids: ReadonlySet<string>): void {
    this.marked = ids;
    this.#everMarked = union(this.#everMarked, ids);
  }

  /** Fetches all threads anew. */
  async load(): Promise<void> {
    const fetch = (this.#fetches += 1);
    this.#heard = [];
    const answer = await ask<Thread[] | { threads: Thread[] }>('GET', `/api/papers/${this.paperId}/threads`);
    if (fetch !== this.#fetches) return;
    const heard = this.#heard;
    this.#heard = null;
    if ('no' in answer) {
      if (this.state === 'loading') this.state = 'failed';
      this.no = answer.no;
      return;
    }
    const threads = Array.isArray(answer.value) ? answer.value : answer.value.threads;
    this.#byId = byId(threads);
    this.state = 'ready';
    this.no = null;
    for (const id of heard) this.changed(id);
  }

  /** A thread was changed somewhere: fetches it, soon. */
  changed(id: string): void {
    if (this.#heard !== null) this.#heard = [...this.#heard, id];
    if (!this.#changed.includes(id)) this.#changed = [...this.#changed, id];
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#fetchChanged(), rest);
  }

  async #fetchChanged(): Promise<void> {
    const ids = this.#changed;
    this.#changed = [];
    if (ids.length > 8) return this.load();
    for (const id of ids) await this.#fetchOne(id);
  }

  async #fetchOne(id: string): Promise<void> {
    const answer = await ask<Thread>('GET', `/api/threads/${id}`);
    if ('value' in answer) this.#put(answer.value);
    else if (answer.status === 404) this.#remove(id);
  }

  #put(thread: Thread): void {
    this.#byId = withThing(this.#byId, thread);
  }

  #remove(id: string): void {
    this.#byId = withoutThing(this.#byId, id);
    if (this.openId === id) this.openId = null;
  }

  /** Keeps what came of an act; null, or why not. */
  async #do(asking: Promise<Answer<Thread>>): Promise<string | null> {
    const answer = await asking;
    if ('no' in answer) return answer.no;
    this.#put(answer.value);
    return null;
  }

  /** Opens a thread with what was drafted; its id (null: it is kept, and opened when the house is reached), or why not. */
  async begin(draft: Draft): Promise<{ id: string | null } | { no: string }> {
    if (draft.anchor === null) throw new RangeError('A new thread is about something');
    const unsent = this.#unsent('new', null, draft);
    const answer = await this.#send(unsent);
    if ('no' in answer && !unreached(answer)) return answer;
    this.#sendIds.sent('new', 'new comment');
    this.composing = null;
    this.drafts.clear('new');
    if (!('no' in answer)) return { id: unsent.id };
    this.#keep(unsent);
    return { id: null };
  }

  /** Replies; where the house is not reached, the reply is kept and sent when it is. Null, or why not. */
  async reply(id: string, { body, mentions }: Pick<Draft, 'body' | 'mentions'>): Promise<string | null> {
    const unsent = this.#unsent(id, id, { body, mentions, kind: 'general', proposal: null, anchor: null });
    const answer = await this.#send(unsent);
    if ('no' in answer && !unreached(answer)) return answer.no;
    this.#sendIds.sent(id, `${id} comment`);
    this.drafts.clear(id);
    if ('no' in answer) this.#keep(unsent);
    else this.said = m.thread_sent();
    return null;
  }

  #unsent(what: string, threadId: string | null, draft: Draft): Unsent {
    const [id, commentId] = [this.#sendIds.of(what), this.#sendIds.of(`${what} comment`)];
    return { id, commentId, threadId, draft, at: now(), no: null };
  }

  #keep(unsent: Unsent): void {
    this.#outbox.keep(unsent);
    this.said = m.thread_unsent_kept();
  }

  /** Sends something that was said here, under the ids it was given then. */
  async #send({ id, commentId, threadId, draft: { anchor, body, mentions, kind, proposal } }: Unsent): Promise<Answer<Thread>> {
    const words = withMentions(body, mentions);
    const answer =
      threadId !== null
        ? await ask<Thread>('POST', `/api/threads/${threadId}/replies`, { body: words, id })
        : await ask<Thread>('POST', `/api/papers/${this.paperId}/threads`, {
            anchor: anchorFor(anchor),
            body: words,
            kind,
            ...(proposal === null ? {} : { proposal }),
            id,
            commentId,
          });
    if ('value' in answer) this.#put(answer.value);
    return answer;
  }

  async #isSignedIn(): Promise<boolean | null> {
    const answer = await ask<{ id: string }>('GET', '/api/me');
    if ('value' in answer) return answer.value.id === this.self.id;
    return answer.status === 401 ? false : null;
  }

  /** Sends what waits. */
  sendUnsent(): Promise<void> {
    return this.#outbox.send();
  }

  retryUnsent(unsent: Unsent): void {
    this.#outbox.retry(unsent);
  }

  dropUnsent(id: string): void {
    this.#outbox.drop(id);
  }

  editComment(commentId: string, body: string): Promise<string | null> {
    return this.#do(ask('PATCH', `/api/comments/${commentId}`, { body }));
  }

  deleteComment(commentId: string): Promise<string | null> {
    return this.#do(ask('DELETE', `/api/comments/${commentId}`));
  }

  resolve(id: string, resolved: boolean): Promise<string | null> {
    return this.#do(ask('PATCH', `/api/threads/${id}`, { resolved }));
  }

  /** Gives a thread to somebody (null: to nobody), with the day it is due (`YYYY-MM-DD`, or null). */
  assign(id: string, assignedTo: string | null, dueDate: string | null): Promise<string | null> {
    return this.#do(ask('PATCH', `/api/threads/${id}`, { assignedTo, dueDate }));
  }

  /** Puts a thread's proposal into the text, in the place of the words that are shown here. */
  async accept(thread: Thread): Promise<string | null> {
    const no = await this.#do(ask('POST', `/api/threads/${thread.id}/acceptance`, { currentQuote: quoteOf(thread) }));
    // The words may have changed; then one sees them before one asks again.
    if (no !== null) this.changed(thread.id);
    return no;
  }

  /** Gives a lost thread the selected words. */
  reattach(id: string, { quote, prefix, suffix }: DraftAnchor): Promise<string | null> {
    return this.#do(ask('PUT', `/api/threads/${id}/anchor`, { quote, prefix, suffix }));
  }

  /** Takes a thread away that nobody else has spoken in. */
  async remove(id: string): Promise<string | null> {
    const answer = await ask('DELETE', `/api/threads/${id}`);
    if ('no' in answer) return answer.no;
    this.#remove(id);
    return null;
  }

  /** Writes down that everything in a thread has been seen. */
  async see(id: string): Promise<void> {
    const thread = this.byId(id);
    const last = thread?.comments.at(-1);
    if (!thread || (thread.unread === 0 && thread.told === 0) || last === undefined) return;
    this.#put({ ...thread, unread: 0, told: 0, comments: thread.comments.map((one) => ({ ...one, unread: false })) });
    await ask('POST', `/api/threads/${id}/seen`, { commentId: last.id });
  }

  /** Everybody who can be mentioned here. Empty when they could not be fetched; asked again then. */
  members(): Promise<Member[]> {
    this.#members ??= ask<Member[] | { people: Member[] }>('GET', `/api/papers/${this.paperId}/people`).then((answer) => {
      if ('value' in answer) return Array.isArray(answer.value) ? answer.value : answer.value.people;
      this.#members = null;
      return [];
    });
    return this.#members;
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#outbox.close();
    this.#fetches += 1;
  }
}

// What a new thread is about, as the API takes it: by its words, for no position outlives a while without a connection.
function anchorFor(anchor: DraftAnchor | null): object {
  if (anchor === null) throw new RangeError('A new thread is about something');
  const { quote, prefix, suffix, sectionId, whole } = anchor;
  return whole ? { sectionId } : { quote, prefix, suffix, ...(sectionId === null ? {} : { sectionId }) };
}
