import { goToThread, sectionAtCaret, selectBlock, selectionAnchor, threadsAtCaret, type EditorHandle } from '@samskriv/editor';
import { tick } from 'svelte';
import { m } from '#paraglide/messages.js';
import { Asked } from '../asked.svelte.ts';
import { everything, neighbour, type Sieve } from './arrange.ts';
import type { DraftAnchor } from './drafts.ts';
import { measureTops, nowhere, sameTops } from './measure.ts';
import type { Replying } from './replying.ts';
import type { Threads } from './threads.svelte.ts';

/** Where the talk is: beside the text, in a drawer over it, or in a sheet from below. */
export type Room = 'margin' | 'drawer' | 'sheet';

/** A place in the page where one can comment on what is selected, or see the threads (`ids`) that are there. */
export type Offer = { readonly left: number; readonly top: number; readonly ids: readonly string[] };

/** What is on the screen of the talk about a paper, and the ways between a thread and its text. */
export class Desk {
  room = $state<Room>('margin');
  /** Whether the margin shows the list. */
  listing = $state(false);
  sieve = $state.raw<Sieve>(everything);
  /** The threads of the list, in its order. */
  order = $state.raw<string[]>([]);
  /** Where threads stand, in pixels from the top of the margin. */
  tops = $state.raw(nowhere);
  newTop = $state(0);
  /** The part of the margin that things are placed in. */
  field = $state.raw<HTMLElement>();
  offer = $state.raw<Offer | null>(null);
  editor = $state.raw<EditorHandle | null>(null);
  /** Says that one is writing a reply; null while there is no connection to say it on. */
  replying: Replying | null = null;
  /** What shows threads in full; asked for when it is likely to be needed. */
  readonly full = new Asked(() => import('./threads.later.ts'));
  readonly threads: Threads;
  readonly #show: (shown: boolean) => void;
  #frame = 0;
  #resting: ReturnType<typeof setTimeout> | undefined;

  /** `show` opens and closes the drawer or the sheet. */
  constructor(threads: Threads, show: (shown: boolean) => void) {
    this.threads = threads;
    this.#show = show;
  }

  /** Whether threads stand beside their text. */
  get beside(): boolean {
    return this.room === 'margin' && !this.listing;
  }

  /** Opens a thread where threads are shown; `focus` moves the focus there. */
  open(id: string, { focus = false } = {}): void {
    const { threads } = this;
    threads.openId = id;
    threads.composing = null;
    if (this.room !== 'margin') this.#show(true);
    if (!this.beside && !this.order.includes(id)) this.sieve = { ...everything, state: threads.byId(id)?.resolved ? 'all' : 'open' };
    // The words may have changed since the thread was fetched.
    threads.changed(id);
    if (focus) void this.#focus(id);
  }

  /** Closes a thread, and gives the focus back to its text, or to the thread in brief. */
  async leave(id: string): Promise<void> {
    this.threads.openId = null;
    if (this.room !== 'sheet' && this.editor !== null && goToThread(this.editor.view, id)) return;
    await tick();
    document.querySelector<HTMLElement>(`[data-thread="${CSS.escape(id)}"]`)?.focus();
  }

  /** Shows a thread's words in the text. */
  async toText(id: string): Promise<void> {
    if (this.room === 'sheet') this.#show(false);
    await tick();
    if (this.editor !== null) goToThread(this.editor.view, id);
    this.#words(id)?.scrollIntoView({ block: 'center' });
  }

  /** Opens the next or the previous thread. */
  step(direction: 1 | -1): void {
    const { threads } = this;
    const inText = [...this.tops]
      .sort(([, one], [, other]) => one - other)
      .flatMap(([id]) => (threads.byId(id)?.resolved === false ? [id] : []));
    const next = neighbour(this.beside ? inText : this.order, threads.openId, direction);
    if (next === null) threads.said = direction === 1 ? m.thread_no_next() : m.thread_no_previous();
    else this.open(next, { focus: true });
  }

  /** The address that opens a thread. */
  address(id: string): string {
    return `/papers/${this.threads.paperId}?thread=${id}`;
  }

  /** What is selected in the text, or null. */
  selection(): DraftAnchor | null {
    const anchor = this.editor === null ? null : selectionAnchor(this.editor.view.state);
    if (anchor === null) return null;
    const { quote, prefix, suffix, sectionId, point } = anchor;
    return { quote, prefix, suffix, sectionId, point, whole: false };
  }

  /** Begins a thread. What was said in one that was begun and not sent goes along. */
  begin(anchor: DraftAnchor): void {
    const { threads } = this;
    this.offer = null;
    threads.openId = null;
    const kept = threads.drafts.read('new');
    if (kept !== null) threads.drafts.keep('new', { ...kept, anchor, proposal: null });
    threads.composing = anchor;
    if (this.room !== 'margin') this.#show(true);
  }

  /** The thread that was begun has been sent: opens it, or (null) goes back to the text, for it waits for a connection. */
  begun(id: string | null): void {
    if (id !== null) return this.open(id, { focus: true });
    if (this.room !== 'sheet') this.editor?.view.dom.focus({ preventScroll: true });
  }

  /** Lets go of the thread that was begun. */
  cancel(): void {
    this.threads.composing = null;
    this.threads.drafts.clear('new');
    if (this.room === 'sheet') this.#show(false);
    else this.editor?.view.dom.focus({ preventScroll: true });
  }

  /** Comments on a whole section; without an id on the one that the caret is in. */
  commentSection(id: string | null): void {
    const view = this.editor?.view;
    const sectionId = id ?? (view === undefined ? null : sectionAtCaret(view.state));
    if (sectionId === null || !this.threads.mayComment) return;
    this.begin({ quote: '', prefix: '', suffix: '', sectionId, point: null, whole: true });
  }

  /** Comments on the selection, or on the paragraph around the caret; in words that are talked about, goes to their thread. */
  commentHere(): void {
    const view = this.editor?.view;
    if (view === undefined) return;
    const [here] = view.state.selection.empty ? threadsAtCaret(view.state) : [];
    if (here !== undefined) return this.open(here, { focus: true });
    if (!this.threads.mayComment) return;
    if (view.state.selection.empty) selectBlock(view);
    const anchor = this.selection();
    if (anchor === null) this.threads.said = m.thread_select_first();
    else this.begin(anchor);
  }

  /** Words that are talked about were clicked. Where threads overlap, a click more goes on to the next. */
  clicked(ids: readonly string[]): void {
    const id = ids[(ids.indexOf(this.threads.openId ?? '') + 1) % ids.length];
    if (id !== undefined && this.room !== 'sheet' && this.threads.composing === null) this.open(id);
  }

  /** Looks anew where everything stands, with the next frame. */
  measureSoon(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#measure());
  }

  /** Offers to comment at the end of what is selected, once it has come to rest. */
  offerSoon(): void {
    this.offer = null;
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => {
      this.offer = this.#offerHere();
      if (this.offer !== null) void this.full.ask();
    }, 180);
  }

  close(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#resting);
  }

  #measure(): void {
    if (this.editor === null) return;
    const { threads, composing } = measureTops(this.editor, this.field, this.threads.all, this.threads.composing);
    if (!sameTops(this.tops, threads)) this.tops = threads;
    this.newTop = composing ?? this.newTop;
  }

  #words(id: string): Element | null {
    return this.editor?.view.dom.querySelector(`[data-threads~="${CSS.escape(id)}"]`) ?? null;
  }

  async #focus(id: string): Promise<void> {
    await this.full.ask();
    await tick();
    if (this.room !== 'sheet') this.#words(id)?.scrollIntoView({ block: 'center', behavior: 'instant' });
    cancelAnimationFrame(this.#frame);
    this.#measure();
    await tick();
    const article = await this.#card(id);
    article?.focus({ preventScroll: this.beside });
    if (!this.beside) article?.scrollIntoView({ block: 'nearest' });
  }

  /** A thread's card, once it stands; null when one has gone on meanwhile, be it into the card. A thread just opened waits for its mark to come. */
  async #card(id: string): Promise<HTMLElement | null> {
    const before = document.activeElement;
    for (let frames = 0; frames < 600; frames += 1) {
      const article = document.getElementById(`thread-${id}`);
      const now = document.activeElement;
      if (article?.hasAttribute('tabindex')) return now !== before && article.contains(now) ? null : article;
      if (this.threads.openId !== id || (now !== before && now !== document.body)) return null;
      await new Promise(requestAnimationFrame);
    }
    return null;
  }

  #offerHere(): Offer | null {
    const view = this.editor?.view;
    if (view === undefined || this.threads.composing !== null) return null;
    const { selection, doc } = view.state;
    const focused = view.hasFocus() || (!view.editable && getSelection()?.isCollapsed === false);
    const ids = selection.empty && this.room === 'sheet' ? threadsAtCaret(view.state) : [];
    if (!focused || (selection.empty && ids.length === 0)) return null;
    if (!selection.empty && (!this.threads.mayComment || doc.textBetween(selection.from, selection.to, ' ').trim() === '')) return null;
    const at = view.coordsAtPos(selection.to, -1);
    const most = document.documentElement.clientWidth - (this.room === 'sheet' ? 170 : 60);
    return { left: Math.min(at.left + 8, most) + scrollX, top: at.bottom + 6 + scrollY, ids };
  }
}
