import { editorOn, type TestEditor } from '@samskriv/editor/testing';
import type { NodeJson } from '@samskriv/document';
import { birthUpdate, documentJson, leaveMarks } from '@samskriv/document';
import * as Y from 'yjs';
import type { Random } from './random.ts';

/** Somebody who writes: an editor, and what has not reached it yet. */
export class Peer {
  readonly name: string;
  readonly editor: TestEditor;
  /** Updates on their way here, by sender: each sender's in order, the senders' in any. */
  readonly inbox = new Map<Peer, Uint8Array[]>();
  online = true;
  /** How often drawing what others wrote made this editor write something itself. */
  reflexes = 0;
  #receiving = false;

  constructor(name: string, clientId: number, birth: Uint8Array, send: (from: Peer, update: Uint8Array) => void) {
    this.name = name;
    const ydoc = new Y.Doc();
    ydoc.clientID = clientId;
    leaveMarks(ydoc);
    Y.applyUpdate(ydoc, birth);
    this.editor = editorOn(ydoc);
    ydoc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === 'network') return;
      if (this.#receiving) this.reflexes += 1;
      send(this, update);
    });
  }

  /** Takes an update in; throws when the editor then shows less than the Y document holds. */
  receive(update: Uint8Array): void {
    const { ydoc } = this.editor;
    const before = this.reflexes;
    const alone = Y.encodeStateAsUpdate(ydoc);
    this.#receiving = true;
    try {
      Y.applyUpdate(ydoc, update, 'network');
    } finally {
      this.#receiving = false;
    }
    if (this.reflexes === before) return;
    const witness = new Y.Doc();
    Y.applyUpdate(witness, alone);
    Y.applyUpdate(witness, update);
    const lost = difference(wordsOf(documentJson(witness)), wordsOf(this.editor.json()));
    if (lost.length > 0) throw new Error(`${this.name} deleted on arrival: ${lost.join(' ')}`);
  }
}

/** Every word of the tests ("A12x") that stands in the paper. */
export function wordsOf(json: NodeJson): Set<string> {
  const words = new Set<string>();
  const visit = (node: NodeJson) => {
    if (node.text !== undefined) return;
    let run = '';
    for (const child of node.content ?? []) {
      run += child.text ?? ' ';
      visit(child);
    }
    for (const word of run.match(/[A-Z]\d+x/g) ?? []) words.add(word);
  };
  visit(json);
  return words;
}

/** What the first has and the second has not. */
export function difference(one: ReadonlySet<string>, other: ReadonlySet<string>): string[] {
  return [...one].filter((word) => !other.has(word));
}

/** Peers that each hear of the others' work late, out of turn and with gaps. */
export class Network {
  readonly peers: Peer[];
  readonly #random: Random;

  constructor(paper: NodeJson, count: number, random: Random) {
    this.#random = random;
    const birth = birthUpdate(paper);
    this.peers = Array.from(
      { length: count },
      (_, index) =>
        new Peer('ABCDE'.charAt(index), index + 1, birth, (from, update) => {
          this.#send(from, update);
        }),
    );
  }

  #send(from: Peer, update: Uint8Array): void {
    if (!from.online) return;
    for (const peer of this.peers) {
      if (peer === from || !peer.online) continue;
      const waiting = peer.inbox.get(from) ?? [];
      waiting.push(update);
      peer.inbox.set(from, waiting);
    }
  }

  /** Delivers one waiting update to somebody. False when nothing waits. */
  deliver(): boolean {
    const waiting = this.peers.flatMap((peer) =>
      [...peer.inbox].filter(([, updates]) => updates.length > 0).map(([from]) => ({ peer, from })),
    );
    if (waiting.length === 0) return false;
    const { peer, from } = this.#random.pick(waiting);
    const update = peer.inbox.get(from)?.shift();
    if (update) peer.receive(update);
    return true;
  }

  disconnect(peer: Peer): void {
    peer.online = false;
    peer.inbox.clear();
    for (const other of this.peers) other.inbox.delete(peer);
  }

  /** Brings a peer back: it and everybody online tell each other what the other has not got. */
  connect(peer: Peer): void {
    peer.online = true;
    const docOf = (one: Peer) => one.editor.ydoc;
    for (const other of this.peers) {
      if (other === peer || !other.online) continue;
      const theirs = Y.encodeStateAsUpdate(docOf(other), Y.encodeStateVector(docOf(peer)));
      const ours = Y.encodeStateAsUpdate(docOf(peer), Y.encodeStateVector(docOf(other)));
      peer.receive(theirs);
      other.receive(ours);
    }
  }

  /** Until everybody has everything. Throws when they will not come to rest. */
  settle(): void {
    for (const peer of this.peers) if (!peer.online) this.connect(peer);
    for (let round = 0; this.deliver(); round += 1) {
      if (round > 20_000) throw new Error('The peers keep answering each other');
    }
  }

  destroy(): void {
    for (const { editor } of this.peers) editor.destroy();
  }
}
