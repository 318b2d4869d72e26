import { documentJson, type NodeJson } from '@samskriv/document';
import { caseField, p, paper, point, section, title } from '@samskriv/editor/testing';
import * as Y from 'yjs';
import { difference, Network, wordsOf } from './network.ts';
import { Random } from './random.ts';
import { Hand, works, type Work } from './work.ts';

const homes = ['target', 'relevance', 'tender', 'case'];

/** The paper that every run begins with. */
export const paperOfWords: NodeJson = paper(
  section('target', 'target', title('A1x'), point('p1', p('A2x A3x')), point('p2', p('A4x A5x'), point('p2a', p('A6x')))),
  section('background', 'relevance', p('B1x B2x B3x'), p(''), p('B4x')),
  section('tenderText', 'tender', title('C1x'), p('C2x C3x C4x'), p('C5x')),
  section(
    'caseExample',
    'case',
    title('D1x'),
    caseField('organisation', p('D2x')),
    caseField('done', p('')),
    caseField('result', p('D3x D4x')),
  ),
);

/** How a run went. */
export interface Outcome {
  /** Words that nobody deleted and that are gone: somebody rebuilt a block while somebody else, unseen, wrote in it. */
  lost: string[];
  done: Map<string, number>;
}

type Manner = 'tidy' | 'light' | 'wild';

// Tidy: each keeps to a section of their own. Light: everybody writes everywhere, but nobody deletes or rebuilds blocks.
// In both, not one word may be lost and an undo takes back one's own words only. Wild: everybody does everything
// everywhere; where two rebuild the same lines without having seen each other's, words may go.
const manners: readonly Manner[] = ['wild', 'tidy', 'light'];

/**
 * One random session of three or four people; the seed decides all of it. Throws with the seed's story when peers
 * differ, a paper does not fit the schema, an editor deletes what it is sent, a piece of work loses words it has no
 * business with, or (unless it is wild) words are lost or taken back by others.
 */
export function runSeed(seed: number, steps = 45): Outcome {
  const random = new Random(seed);
  const manner = manners[seed % 3] ?? 'wild';
  const tidy = manner === 'tidy';
  const network = new Network(paperOfWords, 3 + random.below(2), random);
  const deleted = new Set<string>();
  const written = wordsOf(paperOfWords);
  const story: string[] = [];
  const done = new Map<string, number>();
  let count = 100;
  const choices = works.filter((work) => (manner === 'light' ? work.light : manner === 'wild' || !work.wide));
  const total = choices.reduce((sum, { weight }) => sum + weight, 0);
  const choose = (): Work => {
    let left = random.next() * total;
    return choices.find(({ weight }) => (left -= weight) < 0) ?? random.pick(choices);
  };
  try {
    for (let step = 0; step < steps; step += 1) {
      const peer = random.pick(network.peers);
      const hand = new Hand(peer, random, tidy ? (homes[network.peers.indexOf(peer)] ?? null) : null, () => {
        const word = `${peer.name}${String((count += 1))}x`;
        written.add(word);
        return word;
      });
      const work = choose();
      story.push(`${peer.name}: ${work.name}`);
      const before = wordsOf(peer.editor.json());

      work.run(hand);
      const gone = difference(before, wordsOf(peer.editor.json()));
      if (work.fate === 'keeps' && gone.length > 0) throw new Error(`"${work.name}" lost ${gone.join(' ')}`);
      if (work.fate === 'undoes' && manner !== 'wild') {
        const others = gone.filter((word) => !word.startsWith(peer.name) && !deleted.has(word));
        if (others.length > 0) throw new Error(`"${work.name}" took back ${others.join(' ')}`);
      }
      for (const word of gone) deleted.add(word);
      done.set(work.name, (done.get(work.name) ?? 0) + 1);
      if (random.chance(0.06)) {
        story.push(`${peer.name} ${peer.online ? 'off' : 'on'}`);
        if (peer.online) network.disconnect(peer);
        else network.connect(peer);
      }
      for (let messages = random.below(4); messages > 0; messages -= 1) network.deliver();
    }
    network.settle();
    const lost = compare(network, written, deleted);
    if (manner !== 'wild' && lost.length > 0) throw new Error(`Nobody deleted ${lost.join(' ')}`);
    return { lost, done };
  } catch (error) {
    throw new Error(`Seed ${String(seed)}: ${String(error)}\n${story.join(', ')}`, { cause: error });
  } finally {
    network.destroy();
  }
}

function compare({ peers }: Network, written: ReadonlySet<string>, deleted: ReadonlySet<string>): string[] {
  const [first, ...others] = peers;
  if (!first) return [];
  const json = first.editor.json();
  const state = JSON.stringify(documentJson(first.editor.ydoc));
  const vector = Y.encodeStateVector(first.editor.ydoc).join();
  for (const { editor, name } of peers) {
    editor.view.state.doc.check();
    if (JSON.stringify(editor.json()) !== JSON.stringify(json)) throw new Error(`${name} shows another text than ${first.name}`);
    // Ids that stand twice are a matter for readers, so the views are compared with ids as they are.
    if (JSON.stringify(documentJson(editor.ydoc)) !== state) throw new Error(`${name} holds another text than ${first.name}`);
  }
  for (const { editor, name } of others) {
    if (Y.encodeStateVector(editor.ydoc).join() !== vector) throw new Error(`${name} has not got everything`);
  }
  const standing = wordsOf(json);
  const heldWords = difference(standing, wordsOf(JSON.parse(state) as NodeJson));
  if (heldWords.length > 0) throw new Error(`The view shows ${heldWords.join(' ')}, which the Y document has not`);
  return difference(written, standing).filter((word) => !deleted.has(word));
}
