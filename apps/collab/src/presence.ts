import type { Connection } from '@hocuspocus/server';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { applyAwarenessUpdate } from 'y-protocols/awareness';
import type { LivePaper } from './livePaper.ts';

/** What others see of a person: stamped by the server, whatever the client says. `colour` is one of ten, 1 to 10. */
export type Face = { id: string; name: string; colour: number };

const LARGEST_STATE = 2048;
const MOST_ENTRIES = 1000;
const MOST_CLAIMS = 200;
/** Own presences: so many at once, and so many a second in the long run. A caret that follows fast typing needs 15. */
const BURST = 300;
const PER_SECOND = 60;
const BURST_BYTES = 4 << 20;
const BYTES_PER_SECOND = 1 << 20;

/**
 * What one connection says about who is where. Only a person's own client ids pass, with the server's word for who they
 * are; others' are dropped without a sound, because an honest client repeats what it hears. A client id is recorded as
 * this person's before its presence is shown.
 */
export class PresenceDoor {
  readonly #live: LivePaper;
  readonly #connection: Connection;
  readonly #face: Face;
  #claims = 0;
  #budget = BURST;
  #bytes = BURST_BYTES;
  #at = performance.now();
  /** The latest presence of client ids whose owner is being looked up. */
  readonly #held = new Map<number, { clock: number; state: string }>();

  constructor(live: LivePaper, connection: Connection, face: Face) {
    this.#live = live;
    this.#connection = connection;
    this.#face = face;
  }

  /** Takes an awareness update. False: it is malformed, too large or too frequent, and the socket should be closed. */
  take(update: Uint8Array): boolean {
    if (!this.#affords(update.length)) return false;
    try {
      const decoder = decoding.createDecoder(update);
      const entries = decoding.readVarUint(decoder);
      if (entries > MOST_ENTRIES) return false;
      for (let left = entries; left > 0; left--) if (!this.#takeEntry(decoder)) return false;
      return !decoding.hasContent(decoder);
    } catch {
      return false;
    }
  }

  #affords(bytes: number): boolean {
    const now = performance.now();
    const seconds = (now - this.#at) / 1000;
    this.#at = now;
    this.#budget = Math.min(BURST, this.#budget + seconds * PER_SECOND);
    this.#bytes = Math.min(BURST_BYTES, this.#bytes + seconds * BYTES_PER_SECOND) - bytes;
    return this.#bytes >= 0;
  }

  #takeEntry(decoder: decoding.Decoder): boolean {
    const client = decoding.readVarUint(decoder);
    const clock = decoding.readVarUint(decoder);
    const owner = this.#live.ownerOf(client);
    const foreign = owner === undefined ? this.#connection.document.awareness.states.has(client) : owner !== this.#face.id;
    if (foreign) {
      const size = decoding.readVarUint(decoder);
      if (size > decoder.arr.length - decoder.pos) return false;
      decoder.pos += size;
      return true;
    }
    const state = decoding.readVarString(decoder);
    if (state.length > LARGEST_STATE || --this.#budget < 0) return false;
    if (owner === undefined) this.#claim(client, clock, state);
    else this.#show(client, clock, state);
    return true;
  }

  #claim(client: number, clock: number, state: string): void {
    const held = this.#held.get(client);
    this.#held.set(client, { clock, state });
    if (held !== undefined || ++this.#claims > MOST_CLAIMS) return;
    this.#live
      .owns(client, this.#face.id)
      .then((mine) => {
        const latest = this.#held.get(client);
        if (mine && latest !== undefined) this.#show(client, latest.clock, latest.state);
      })
      // The database is away: the client sends its presence again every fifteen seconds (y-protocols, awareness.js).
      .catch(() => {})
      .finally(() => this.#held.delete(client));
  }

  #show(client: number, clock: number, state: string): void {
    const { document } = this.#connection;
    const entry = document.connections.get(this.#connection);
    if (entry === undefined) return;
    const stamped = this.#stamp(state);
    if (stamped === null) return;
    // After a quick reconnect the old connection still holds this id, and would take it away when it is closed.
    if (!entry.clients.has(client)) {
      for (const other of document.connections.values()) other.clients.delete(client);
      if (stamped !== 'null') entry.clients.add(client);
    }
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, clock);
    encoding.writeVarString(encoder, stamped);
    applyAwarenessUpdate(document.awareness, encoding.toUint8Array(encoder), { source: 'connection', connection: this.#connection });
  }

  #stamp(state: string): string | null {
    try {
      const said: unknown = JSON.parse(state);
      if (said === null) return 'null';
      if (typeof said !== 'object' || Array.isArray(said)) return null;
      return JSON.stringify({ ...said, user: this.#face });
    } catch {
      return null;
    }
  }
}
