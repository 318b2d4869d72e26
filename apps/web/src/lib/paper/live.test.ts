import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Doc } from 'yjs';
import { applyUpdate, encodeStateAsUpdate, XmlElement, XmlText } from 'yjs';
import type { Aside, AsideShelf } from './aside.ts';
import { FakeHouse } from './fakeHouse.ts';
import { openPaper, type LivePaper } from './live.ts';
import type { OpenStore } from './localStore.ts';

let house: FakeHouse;
let kept: { update: Uint8Array | null; unsaved: boolean };
/** Milliseconds until the disk answers. */
let disk: number;
let shelf: AsideShelf & { aside: Aside | null };
const papers: LivePaper[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  house = new FakeHouse();
  write(house.doc, 'Mål');
  kept = { update: null, unsaved: false };
  disk = 0;
  shelf = {
    aside: null,
    read: () => shelf.aside,
    keep: (aside) => void (shelf.aside = aside),
    clear: () => void (shelf.aside = null),
  };
});

afterEach(() => {
  for (const paper of papers.splice(0)) paper.close();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** A browser's store that outlives the window: `kept` is what lies on the disk. */
const keeping: OpenStore = (_name, doc, keptUnsaved) => {
  const keep = (): void => void (kept.update = encodeStateAsUpdate(doc));
  const loaded = (disk === 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, disk))).then(() => {
    if (kept.unsaved) keptUnsaved();
    if (kept.update !== null) applyUpdate(doc, kept.update, keeping);
    doc.on('update', keep);
    return kept.unsaved;
  });
  return {
    loaded,
    markUnsaved: (unsaved) => void (kept.unsaved = unsaved),
    clear: () => {
      doc.off('update', keep);
      kept = { update: null, unsaved: false };
      return Promise.resolve();
    },
    close: () => doc.off('update', keep),
  };
};

function open(): LivePaper {
  const paper = openPaper({
    url: 'ws://house/collab',
    document: 'paper:1:1',
    personId: 'anna',
    mayWrite: true,
    Socket: house.Socket,
    openStore: keeping,
    shelf,
    difference: (finished, server) =>
      texts(finished)
        .filter((text) => server === null || !texts(server).includes(text))
        .map((text) => ({ place: '', point: null, text })),
  });
  papers.push(paper);
  return paper;
}

function write(doc: Doc, text: string): void {
  const paragraph = new XmlElement('paragraph');
  paragraph.insert(0, [new XmlText(text)]);
  doc.getXmlFragment('default').push([paragraph]);
}

function texts(doc: Doc): string[] {
  return doc
    .getXmlFragment('default')
    .toArray()
    .map((node) => node.toString().replace(/<[^>]*>/g, ''));
}

function paperTexts(paper: LivePaper): string[] {
  return texts(paper.view().doc);
}

async function pass(milliseconds = 50): Promise<void> {
  await vi.advanceTimersByTimeAsync(milliseconds);
}

describe('the save state', () => {
  it('is opening until the server has confirmed, then saved', async () => {
    const paper = open();
    expect(paper.view().save).toBe('opening');
    await pass();
    expect(paper.view()).toMatchObject({ save: 'saved', standing: 'live', ready: true });
    expect(paperTexts(paper)).toEqual(['Mål']);
  });

  it('is sent until the acknowledgement, which means committed', async () => {
    const paper = open();
    await pass();
    house.manners.edits = 'hold';
    write(paper.view().doc, 'et');
    expect(paper.view().save).toBe('sent');
    await pass(1000);
    expect(paper.view().save).toBe('sent');
    expect(house.open.size).toBe(1);
    house.manners.edits = 'store';
    house.cut();
    expect(paper.view().save).toBe('unsent');
    await pass(3000);
    expect(paper.view().save).toBe('saved');
    expect(texts(house.doc)).toEqual(['Mål', 'et']);
  });

  it('loses nothing that was written on both sides of a killed server', async () => {
    const paper = open();
    await pass();
    house.manners.edits = 'hold';
    write(paper.view().doc, 'taken by the socket, stored by nobody');
    await pass();
    Object.assign(house.manners, { edits: 'store', reachable: false });
    house.cut();
    write(paper.view().doc, 'written while it was away');
    await pass(1500);
    write(paper.view().doc, 'and after a try');
    house.manners.reachable = true;
    for (let turn = 0; turn < 40; turn++) {
      write(paper.view().doc, `word ${turn}`);
      await pass(100);
    }
    await pass(5000);
    expect(paper.view()).toMatchObject({ save: 'saved', standing: 'live', generation: 0, aside: null });
    expect(texts(house.doc)).toEqual(paperTexts(paper));
    expect(texts(house.doc)).toHaveLength(44);
  });

  it('counts every acknowledgement, not only the last', async () => {
    const paper = open();
    await pass();
    write(paper.view().doc, 'et');
    house.manners.edits = 'store';
    await pass();
    house.manners.edits = 'hold';
    write(paper.view().doc, 'to');
    await pass();
    house.manners.edits = 'store';
    write(paper.view().doc, 'tre');
    await pass();
    // "to" is still unanswered, however many others are answered after it.
    expect(paper.view().save).toBe('sent');
  });

  it('stays saved when the line drops with nothing written, and says that it is offline', async () => {
    const paper = open();
    await pass();
    house.manners.reachable = false;
    house.cut();
    await pass(2000);
    expect(paper.view()).toMatchObject({ save: 'saved', standing: 'offline' });
    write(paper.view().doc, 'et');
    expect(paper.view().save).toBe('unsent');
    house.manners.reachable = true;
    await pass(20_000);
    expect(paper.view()).toMatchObject({ save: 'saved', standing: 'live' });
  });

  it('does not wait for ever on a line that is dead without a word', async () => {
    const paper = open();
    await pass();
    house.manners.reachable = false;
    write(paper.view().doc, 'et');
    await pass(9000);
    expect(paper.view().save).toBe('sent');
    await pass(4000);
    expect(paper.view()).toMatchObject({ save: 'unsent', standing: 'offline' });
    house.manners.reachable = true;
    await pass(20_000);
    expect(paper.view()).toMatchObject({ save: 'saved', standing: 'live' });
    expect(texts(house.doc)).toEqual(['Mål', 'et']);
  });

  it('gives the line up at once when the network is said to be gone', async () => {
    const paper = open();
    await pass();
    house.manners.reachable = false;
    write(paper.view().doc, 'et');
    paper.suspect();
    expect(paper.view().save).toBe('unsent');
    await pass(2000);
    expect(paper.view().standing).toBe('offline');
    house.manners.reachable = true;
    paper.resume();
    await pass(500);
    expect(paper.view()).toMatchObject({ save: 'saved', standing: 'live' });
  });

  it('shows what this browser kept however long its disk takes, when there is no server', async () => {
    const first = open();
    await pass();
    first.close();
    house.manners.reachable = false;
    disk = 9000;
    const second = open();
    await pass(8000);
    expect(second.view()).toMatchObject({ ready: false, standing: 'offline' });
    await pass(2000);
    expect(second.view()).toMatchObject({ ready: true, standing: 'offline' });
    expect(paperTexts(second)).toEqual(['Mål']);
  });

  it('is unsent after a reload with offline work, and saved when it has been merged', async () => {
    const first = open();
    await pass();
    house.manners.reachable = false;
    house.cut();
    write(first.view().doc, 'offline');
    await pass();
    first.close();
    write(house.doc, 'imens');

    const second = open();
    await pass(100);
    expect(second.view().save).toBe('unsent');
    await pass(4000);
    expect(second.view()).toMatchObject({ ready: true, save: 'unsent', standing: 'offline' });
    expect(paperTexts(second)).toContain('offline');
    house.manners.reachable = true;
    await pass(20_000);
    expect(second.view().save).toBe('saved');
    expect(texts(house.doc).toSorted()).toEqual(['Mål', 'imens', 'offline']);
    expect(kept.unsaved).toBe(false);
  });

  it('is told as settled or not', async () => {
    const paper = open();
    await pass();
    house.manners.edits = 'hold';
    write(paper.view().doc, 'et');
    const settled = paper.settled(1000);
    await pass(1500);
    expect(await settled).toBe(false);
  });
});

describe('a refusal', () => {
  it('sets the difference aside, forgets the old document and sends nothing of it again', async () => {
    const paper = open();
    await pass();
    const old = paper.view().doc;
    house.manners.edits = 'refuse';
    write(old, 'afvist');
    await pass(100);
    house.received.length = 0;
    expect(paper.view().generation).toBe(1);
    expect(paper.view().doc).not.toBe(old);
    expect(paperTexts(paper)).toEqual(['Mål']);
    expect(paper.view().aside?.passages.map(({ text }) => text)).toEqual(['afvist']);
    expect(shelf.aside).not.toBeNull();
    house.manners.edits = 'store';
    write(paper.view().doc, 'nyt');
    await pass();
    house.cut();
    await pass(5000);
    expect(texts(house.doc)).toEqual(['Mål', 'nyt']);
    expect(paper.view().save).toBe('saved');
    paper.close();

    const reopened = open();
    await pass();
    expect(paperTexts(reopened)).toEqual(['Mål', 'nyt']);
    expect(reopened.view().aside?.passages).toHaveLength(1);
    reopened.dismissAside();
    expect(shelf.aside).toBeNull();
  });

  it('comes as a close with 4403 too', async () => {
    const paper = open();
    await pass();
    house.manners.edits = 'hold';
    write(paper.view().doc, 'afvist');
    await pass();
    house.manners.edits = 'refuse';
    house.cut(4403, 'forbidden');
    await pass(100);
    expect(paper.view()).toMatchObject({ generation: 1, save: 'saved' });
    expect(paper.view().aside?.passages.map(({ text }) => text)).toEqual(['afvist']);
  });

  it('keeps what was written when the paper may no longer be read at all', async () => {
    const paper = open();
    await pass();
    house.manners.edits = 'hold';
    write(paper.view().doc, 'afvist');
    await pass();
    house.manners.turnAway = 'not_found';
    house.cut();
    await pass(3000);
    expect(paper.view()).toMatchObject({ standing: 'gone', mayWrite: false });
    expect(paper.view().aside?.passages.map(({ text }) => text)).toContain('afvist');
  });
});

describe('the server speaks', () => {
  it('signs out: keeps the edits, stops trying, and merges after signing in', async () => {
    const paper = open();
    await pass();
    house.manners.turnAway = 'not_signed_in';
    house.cut(4401, 'not_signed_in');
    await pass(100);
    write(paper.view().doc, 'imens');
    await pass(30_000);
    expect(paper.view()).toMatchObject({ standing: 'signedOut', save: 'unsent', mayWrite: true });
    house.manners.turnAway = null;
    paper.resume();
    await pass(3000);
    expect(paper.view()).toMatchObject({ standing: 'live', save: 'saved' });
    expect(texts(house.doc)).toEqual(['Mål', 'imens']);
  });

  it('asks an older page to reload before any text arrives', async () => {
    house.manners.turnAway = 'schema';
    const paper = open();
    await pass(500);
    expect(paper.view()).toMatchObject({ standing: 'outdated', ready: false });
  });

  it('takes a right away and gives it back', async () => {
    const paper = open();
    await pass();
    for (const socket of house.open) socket.sayString(5, '{"type":"rights","mayWrite":false}');
    await pass();
    expect(paper.view()).toMatchObject({ mayWrite: false, rightTaken: true, generation: 0 });
    for (const socket of house.open) socket.sayString(5, 'not json');
    for (const socket of house.open) socket.sayString(5, '{"type":"rights","mayWrite":true}');
    await pass();
    expect(paper.view()).toMatchObject({ mayWrite: true, rightTaken: false });
  });

  it('closes the document while the socket stands: connects again', async () => {
    const paper = open();
    await pass();
    for (const socket of house.open) socket.sayString(7, 'Reset Connection');
    await pass(3000);
    write(paper.view().doc, 'igen');
    await pass();
    expect(paper.view()).toMatchObject({ standing: 'live', save: 'saved' });
    expect(texts(house.doc)).toEqual(['Mål', 'igen']);
  });
});
