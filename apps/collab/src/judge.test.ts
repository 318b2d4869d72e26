import * as Y from 'yjs';
import { describe, expect, it } from 'vitest';
import { judge } from './judge.ts';
import { MalformedUpdate, readUpdate } from './updateReader.ts';

// faults.md speaks of a million; FRAMES sets another number.
const frames = Number(process.env['FRAMES'] ?? 40_000);

/** A reproducible source of numbers in [0, 1) (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function writer(client: number, from?: Uint8Array): { doc: Y.Doc; sent: Uint8Array[] } {
  const doc = new Y.Doc();
  doc.clientID = client;
  if (from) Y.applyUpdate(doc, from);
  const sent: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => sent.push(update));
  return { doc, sent };
}

/** Random work on every kind of content that y-prosemirror writes, and some that it does not. */
function work(doc: Y.Doc, next: () => number): void {
  const fragment = doc.getXmlFragment('default');
  const pick = Math.floor(next() * 8);
  const text = fragment.length > 0 ? fragment.get(0) : null;
  if (pick === 0 || !(text instanceof Y.XmlElement)) {
    const element = new Y.XmlElement('paragraph');
    element.setAttribute('id', String(next()));
    element.insert(0, [new Y.XmlText('hej')]);
    fragment.insert(0, [element]);
  } else if (pick === 1) fragment.delete(Math.floor(next() * fragment.length), 1);
  else if (pick === 2) doc.getMap('thin').set(String(Math.floor(next() * 5)), { a: [1, 2.5, null, true], b: new Uint8Array([1]) });
  else if (pick === 3) doc.getArray('list').insert(0, [new Y.Map(), 'x', 5]);
  else {
    const inner = text.get(0);
    if (inner instanceof Y.XmlText) {
      const at = Math.floor(next() * (inner.length + 1));
      if (pick === 4 && at < inner.length) inner.delete(at, Math.min(2, inner.length - at));
      else if (pick === 5 && inner.length > 0) inner.format(0, inner.length, { strong: {} });
      else inner.insert(at, 'æøå😀'.slice(0, 1 + Math.floor(next() * 4)));
    }
  }
}

/** The largest whole number that is safe (2^53 - 1), as Yjs writes it. */
const MOST = [255, 255, 255, 255, 255, 255, 255, 15];

describe('the strict reader', () => {
  it('reads every update that Yjs writes, to the last byte', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const next = random(seed);
      const { doc, sent } = writer(seed);
      for (let step = 0; step < 40; step++) work(doc, next);
      for (const update of [...sent, Y.encodeStateAsUpdate(doc)]) {
        const { runs } = readUpdate(update);
        const theirs = Y.decodeUpdate(update).structs;
        const lengths = new Map(runs.map((run) => [run.client, run.end]));
        for (const struct of theirs) expect(lengths.get(struct.id.client)).toBeGreaterThanOrEqual(struct.id.clock + struct.length);
      }
    }
  });

  it.each([
    ['nothing', []],
    ['0xff', [0xff]],
    ['a byte after the end', [0, 0, 1]],
    ['a run without structs', [1, 0, 5, 0, 0]],
    ['a gap', [1, 1, 5, 0, 10, 3, 0]],
    ['a deleted struct of no length', [1, 1, 5, 0, 0, 0, 0]],
    ['a document within the document', [1, 1, 5, 0, 9, 1, 1, 97, 1, 97, 126, 0]],
    ['a clock beyond what a number holds', [1, 1, 5, ...MOST, 0, 1, 0]],
    ['values nested 65 deep', [1, 1, 5, 0, 8, 1, 1, 97, 1, ...Array.from({ length: 65 }, () => [117, 1]).flat(), 126, 0]],
    [
      'JSON nested 65 deep',
      [1, 1, 5, 0, 5, 1, 1, 97, 130, 1, ...Array.from({ length: 65 }, () => 91), ...Array.from({ length: 65 }, () => 93), 0],
    ],
    ['an unknown type', [1, 1, 5, 0, 7, 1, 1, 97, 9, 0]],
    ['empty text', [1, 1, 5, 0, 4, 1, 1, 97, 0, 0]],
    ['a delete set of 2^40 clients', [0, 0x80, 0x80, 0x80, 0x80, 0x80, 0x20]],
  ])('refuses %s', (_, bytes) => {
    expect(() => readUpdate(new Uint8Array(bytes))).toThrow(MalformedUpdate);
  });

  it(
    'lets nothing pass that breaks when it is applied (fault row 32)',
    () => {
      const next = random(42);
      const { doc, sent } = writer(7);
      for (let step = 0; step < 60; step++) work(doc, next);
      const befores = sent.map((_, index) => Y.mergeUpdates([new Uint8Array([0, 0]), ...sent.slice(0, index)]));
      let passed = 0;
      for (let frame = 0; frame < frames; frame++) {
        const sample = Math.floor(next() * sent.length);
        const bytes = Uint8Array.from(sent[sample] as Uint8Array);
        for (let changes = 1 + Math.floor(next() * 3); changes > 0; changes--)
          bytes[Math.floor(next() * bytes.length)] = Math.floor(next() * 256);
        const cut = next() < 0.2 ? bytes.subarray(0, Math.floor(next() * bytes.length)) : bytes;
        const target = new Y.Doc();
        Y.applyUpdate(target, befores[sample] as Uint8Array);
        try {
          const judgement = judge(target, cut);
          if (judgement.is !== 'new') continue;
          Y.applyUpdate(target, judgement.bytes);
          expect(target.store.pendingStructs).toBeNull();
          expect(target.store.pendingDs).toBeNull();
          Y.encodeStateAsUpdate(target);
          passed++;
        } catch (error) {
          if (!(error instanceof MalformedUpdate)) throw error;
        }
      }
      expect(passed).toBeGreaterThan(frames / 100);
    },
    300_000 + frames * 2,
  );
});

describe('judging against a document', () => {
  it('finds nothing new in what is there, and only the new part in an answer to a sync step', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const next = random(seed);
      const { doc, sent } = writer(1);
      for (let step = 0; step < 30; step++) work(doc, next);
      const server = new Y.Doc();
      const half = Math.floor(sent.length / 2);
      for (const update of sent.slice(0, half)) Y.applyUpdate(server, update);
      const whole = Y.encodeStateAsUpdate(doc);
      const judgement = judge(server, whole);
      if (judgement.is === 'new') {
        expect(judgement.bytes.length).toBeLessThanOrEqual(whole.length);
        Y.applyUpdate(server, judgement.bytes);
      }
      expect(Y.encodeStateAsUpdate(server)).toEqual(whole);
      expect(judge(server, whole)).toEqual({ is: 'nothing' });
      for (const update of sent) expect(judge(server, update)).toEqual({ is: 'nothing' });
    }
  });

  it('passes a keystroke on as it came', () => {
    const { doc, sent } = writer(1);
    work(doc, () => 0);
    const judgement = judge(new Y.Doc(), sent[0] as Uint8Array);
    expect(judgement).toMatchObject({ is: 'new', bytes: sent[0], reach: new Map([[1, Y.getState(doc.store, 1)]]) });
  });

  it('takes what stands on edits that are still on their way', () => {
    const { doc, sent } = writer(1);
    for (let step = 0; step < 5; step++) doc.getText('notes').insert(0, 'ab');
    const server = new Y.Doc();
    const coming = new Map<number, number>();
    for (const update of sent) {
      const judgement = judge(server, update, coming);
      expect(judgement).toMatchObject({ is: 'new', bytes: update });
      if (judgement.is === 'new') for (const [client, clock] of judgement.reach) coming.set(client, clock);
    }
    expect(judge(server, sent[4] as Uint8Array)).toEqual({ is: 'missing' });
    expect(judge(server, sent[4] as Uint8Array, coming)).toEqual({ is: 'nothing' });
  });

  it('misses what an update hangs on', () => {
    const { doc, sent } = writer(1);
    work(doc, () => 0);
    work(doc, () => 0.9);
    expect(judge(new Y.Doc(), sent[1] as Uint8Array)).toEqual({ is: 'missing' });
    expect(judge(doc, new Uint8Array([0, 1, 9, 1, 0, 1]))).toEqual({ is: 'missing' });
  });

  it('misses a delete range beyond what anybody wrote (fault row 28)', () => {
    const { doc } = writer(1);
    work(doc, () => 0);
    const range = [0, 1, 1, 1, 0, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 4];
    expect(judge(doc, new Uint8Array(range))).toEqual({ is: 'missing' });
  });

  it('refuses structs that wait for each other', () => {
    // Client 5's only struct stands right of client 6's, and the other way round.
    const circle = [2, 1, 6, 0, 0x84, 5, 0, 1, 97, 1, 5, 0, 0x84, 6, 0, 1, 97, 0];
    expect(judge(new Y.Doc(), new Uint8Array(circle))).toEqual({ is: 'missing' });
  });

  it('takes several of a person’s clients at once when one stands on the other', () => {
    const first = writer(9);
    work(first.doc, () => 0);
    const second = writer(4, Y.encodeStateAsUpdate(first.doc));
    work(second.doc, () => 0.9);
    const judgement = judge(new Y.Doc(), Y.encodeStateAsUpdate(second.doc));
    expect(judgement.is === 'new' && [...judgement.reach.keys()].sort()).toEqual([4, 9]);
  });
});
