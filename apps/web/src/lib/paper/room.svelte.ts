import type { VersionView } from '@samskriv/commands';
import { schemaVersion, type SectionSummary } from '@samskriv/document';
import { createEditor, threadMarksPlugin, type EditorHandle, type EditorStatus } from '@samskriv/editor';
import { mount, unmount } from 'svelte';
import { personColour } from '@samskriv/process';
import { difference } from './difference.ts';
import { editorLabels } from './labels.ts';
import { heardIn, threadHooks } from './margin/hooks.ts';
import { openPaper, type LivePaper, type LiveView } from './live.ts';
import type { SetAside } from './asideWords.ts';
import { peopleHere, type PersonHere } from './presence.ts';
import { leftFromEarlier, type Earlier } from './earlierRounds.ts';
import { Reception } from './reception.svelte.ts';
import { Sealing } from './sealing.svelte.ts';
import SectionTools from './SectionTools.svelte';
import type { Doc } from 'yjs';
import { countWords } from './wordCount.ts';
import { paperWords } from './words.ts';

export type RoomOptions = {
  readonly paper: { readonly id: string; readonly round: number; readonly document: string };
  readonly lock: VersionView | null;
  readonly versions: readonly VersionView[];
  readonly self: { readonly id: string; readonly name: string };
  readonly mayWrite: boolean;
  readonly mayComment: boolean;
  /** Where the editor goes. */
  readonly place: HTMLElement;
  /** Called right before the editor takes the place of the text the server had written, and right after. */
  readonly oneditor: (set: () => void) => void;
  readonly onlink: () => void;
  /** Something was done that is worth saying aloud. */
  readonly onsay: (words: string) => void;
};

/** An open paper as the page sees it: the live session with its editor, as values that change. */
export class Room {
  view = $state.raw<LiveView>() as LiveView;
  status = $state.raw<EditorStatus | null>(null);
  sections = $state.raw<SectionSummary[] | null>(null);
  wordCount = $state.raw<number | null>(null);
  /** Whether somebody else has signed in in this browser since the paper was opened. */
  otherPerson = $state(false);
  /** What never arrived of an earlier round, until it is dismissed. */
  earlier = $state.raw<Earlier | null>(null);
  readonly live: LivePaper;
  /** Whether the round is locked, and what has come after it. */
  readonly sealing: Sealing;
  /** How the server and the editor receive what is written. */
  readonly reception = new Reception();
  /** What the text and the server tell of threads; the margin listens. */
  readonly threadHooks = threadHooks();
  readonly #options: RoomOptions;
  #editor = $state.raw<EditorHandle | null>(null);
  #generation = -1;

  constructor(options: RoomOptions) {
    this.#options = options;
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    const words = paperWords();
    const { paper, lock, versions } = options;
    this.sealing = new Sealing({ lock, versions });
    const here = {
      url: `${scheme}://${location.host}/collab?schema=${schemaVersion}`,
      personId: options.self.id,
      difference: (finished: Doc, server: Doc | null) => difference(finished, server, words),
    };
    if (paper.round > 1) void leftFromEarlier({ ...here, paper }).then((found) => (this.earlier = found));
    this.live = openPaper({
      ...here,
      document: paper.document,
      mayWrite: options.mayWrite,
      refusedFor: () => this.reception.refusedFor,
      onMessage: (payload) => {
        const heard = heardIn(payload);
        if (heard === 'told') dispatchEvent(new Event('samskriv:told'));
        else if (heard !== null) this.threadHooks.onChanged(heard.threadId);
        else {
          this.sealing.heard(payload);
          this.reception.heard(payload);
        }
      },
    });
    this.view = this.live.view();
    this.live.subscribe(() => this.#follow());
    addEventListener('online', this.#resume);
    addEventListener('offline', this.live.suspect);
    addEventListener('focus', this.#returned);
  }

  get mayComment(): boolean {
    return this.#options.mayComment && this.sealing.lock === null;
  }

  /** Everybody here, oneself first. */
  get people(): PersonHere[] {
    return peopleHere(this.#options.self, this.status?.sectionId ?? null, this.status?.present ?? []);
  }

  get editor(): EditorHandle | null {
    return this.#editor;
  }

  /** What the server would not store, with why where that is known; null when there is nothing. */
  get setAside(): SetAside | null {
    const { view, sealing, earlier } = this;
    if (view.aside !== null) return { aside: view.aside, lock: sealing.lock, round: null };
    if (earlier === null) return null;
    const lock = sealing.versions.find(({ round, closes }) => closes && round === earlier.round) ?? null;
    return { aside: earlier.aside, lock, round: earlier.round };
  }

  /** Lets go of what `setAside` holds. */
  dismissAside(): void {
    if (this.view.aside !== null) return this.live.dismissAside();
    this.earlier?.dismiss();
    this.earlier = null;
  }

  /** Takes the reader, and the caret of those who write, to a section or a point. */
  goTo(id: string): void {
    this.#editor?.goTo(id);
    (document.getElementById(`section-${id}`) ?? document.getElementById(`point-${id}`))?.scrollIntoView({ block: 'start' });
  }

  /** Tries the connection again, if the person who opened the paper is still the one who is signed in. */
  async resume(): Promise<void> {
    if (this.view.standing !== 'signedOut') return this.live.resume();
    const signedIn = await whoIsSignedIn();
    this.otherPerson = signedIn !== null && signedIn !== this.#options.self.id;
    if (signedIn === this.#options.self.id) this.live.resume();
  }

  close(): void {
    removeEventListener('online', this.#resume);
    removeEventListener('offline', this.live.suspect);
    removeEventListener('focus', this.#returned);
    this.#editor?.destroy();
    this.#editor = null;
    this.live.close();
  }

  #resume = (): void => void this.resume();

  #returned = (): void => {
    if (this.view.standing === 'signedOut') void this.resume();
  };

  #follow(): void {
    this.view = this.live.view();
    const { ready, generation, mayWrite } = this.view;
    if (ready && generation !== this.#generation) this.#set(generation);
    this.#editor?.setReadOnly(!mayWrite);
  }

  /** Sets an editor upon the document; after a refusal the new one stands where the old one stood. */
  #set(generation: number): void {
    const { place, self, oneditor, onlink } = this.#options;
    const { doc, awareness, mayWrite } = this.view;
    const hadFocus = this.#editor?.view.hasFocus() ?? false;
    this.#generation = generation;
    oneditor(() => {
      this.#editor?.destroy();
      this.#editor = createEditor(place, {
        fragment: doc.getXmlFragment('default'),
        awareness,
        user: { ...self, colour: personColour(self.id) },
        readOnly: !mayWrite,
        labels: editorLabels(),
        onState: (status) => (this.status = status),
        onOutline: (sections) => {
          this.sections = sections;
          if (this.#editor !== null) this.#count(this.#editor);
        },
        onEditLink: onlink,
        onError: (error) => console.error(error),
        onBlocked: (why) => (this.reception.blocked = why),
        sectionTools: (slot, face) => this.#tools(slot, face),
        plugins: [threadMarksPlugin(this.threadHooks)],
      });
      // Under the bar and the tools, and over what a phone has at its lower edge.
      const room = { top: 130, right: 5, bottom: 90, left: 5 };
      this.#editor.view.setProps({ scrollMargin: room, scrollThreshold: room });
      this.#count(this.#editor);
    });
    if (hadFocus) this.#editor?.focus();
  }

  #count(editor: EditorHandle): void {
    const { doc } = editor.view.state;
    this.wordCount = countWords(doc.textBetween(0, doc.content.size, ' ', ' '));
  }

  #tools: NonNullable<Parameters<typeof createEditor>[1]['sectionTools']> = (slot, face) => {
    let shown = $state.raw(face);
    const tools = mount(SectionTools, {
      target: slot,
      props: {
        room: this,
        onsay: this.#options.onsay,
        get face() {
          return shown;
        },
      },
    });
    return {
      update(next) {
        shown = next;
      },
      destroy: () => void unmount(tools),
    };
  };
}

async function whoIsSignedIn(): Promise<string | null> {
  try {
    const response = await fetch('/api/me');
    const me: unknown = response.ok ? await response.json() : null;
    return typeof me === 'object' && me !== null && 'id' in me && typeof me.id === 'string' ? me.id : null;
  } catch {
    return null;
  }
}
