import type { Document } from '@hocuspocus/server';
import { Redis } from 'ioredis';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness';
import type { LivePaper } from './livePaper.ts';
import type { Log } from './log.ts';

/** What goes between processes: a committed edit with its number, presences, the question who is there, how far the log is known. */
const Said = { edit: 0, presence: 1, whoIsThere: 2, known: 3 } as const;

/** Where presences from other processes come from: they are stamped already, and are not passed on again. */
const fromRelay = { source: 'redis' } as const;

/**
 * Carries live traffic between processes over Redis. Only what is committed is sent, with its number, so whoever hears it
 * knows whether something is missing and reads that from the log: a Redis that is away or forgets costs time, never text
 * (docs/decisions/006-own-relay.md).
 */
export class Relay {
  readonly #publisher: Redis;
  readonly #subscriber: Redis;
  readonly #own = crypto.randomUUID();
  readonly #open = new Map<string, { document: Document; live: LivePaper }>();

  constructor(address: string, log: Log) {
    const options = { lazyConnect: false, maxRetriesPerRequest: null, retryStrategy: (tries: number) => Math.min(tries * 50, 1000) };
    // Nothing is kept for a Redis that is away: the log is read when it is back.
    this.#publisher = new Redis(address, { ...options, enableOfflineQueue: false });
    this.#subscriber = new Redis(address, options);
    for (const client of [this.#publisher, this.#subscriber]) {
      client.on('error', (error: Error) => log.warn({ error: error.message }, 'redis'));
      // The line to speak and the line to hear come back one after the other; what is said in between is lost.
      client.on('ready', () => void this.#afterSilence());
    }
    this.#subscriber.on('messageBuffer', (channel: Buffer, message: Buffer) => this.#hear(channel.toString(), message));
  }

  /** Joins what other processes say about an open paper. Does not wait for Redis. */
  open(document: Document, live: LivePaper): void {
    this.#open.set(document.name, { document, live });
    document.awareness.on('update', (change: { added: number[]; updated: number[]; removed: number[] }, origin: unknown) => {
      if (origin !== fromRelay) this.#presence(document, [...change.added, ...change.updated, ...change.removed]);
    });
    this.#subscriber.subscribe(channelOf(document.name)).then(
      () => this.#say(document.name, Said.whoIsThere, () => {}),
      () => {},
    );
  }

  close(document: Document): void {
    if (this.#open.get(document.name)?.document !== document) return;
    this.#open.delete(document.name);
    this.#subscriber.unsubscribe(channelOf(document.name)).catch(() => {});
  }

  /** Tells the others of an edit that is committed under `number`. */
  edit(name: string, number: number, bytes: Uint8Array): void {
    this.#say(name, Said.edit, (encoder) => {
      encoding.writeVarUint(encoder, number);
      encoding.writeVarUint8Array(encoder, bytes);
    });
  }

  stop(): void {
    this.#publisher.disconnect();
    this.#subscriber.disconnect();
  }

  #presence(document: Document, clients: number[]): void {
    this.#say(document.name, Said.presence, (encoder) =>
      encoding.writeVarUint8Array(encoder, encodeAwarenessUpdate(document.awareness, clients)),
    );
  }

  #say(name: string, what: number, write: (encoder: encoding.Encoder) => void): void {
    const encoder = encoding.createEncoder();
    encoding.writeVarString(encoder, this.#own);
    encoding.writeVarUint(encoder, what);
    write(encoder);
    this.#publisher.publish(channelOf(name), Buffer.from(encoding.toUint8Array(encoder))).catch(() => {});
  }

  #hear(channel: string, message: Buffer): void {
    const open = this.#open.get(channel.slice(prefix.length));
    if (open === undefined) return;
    const decoder = decoding.createDecoder(message);
    if (decoding.readVarString(decoder) === this.#own) return;
    const what = decoding.readVarUint(decoder);
    if (what === Said.edit) open.live.receive(decoding.readVarUint(decoder), decoding.readVarUint8Array(decoder));
    else if (what === Said.presence) applyAwarenessUpdate(open.document.awareness, decoding.readVarUint8Array(decoder), fromRelay);
    else if (what === Said.known) open.live.hearOf(decoding.readVarUint(decoder));
    else {
      this.#tellWhoIsHere(open.document);
      this.#tellHowFar(open.document.name, open.live);
    }
  }

  #tellWhoIsHere(document: Document): void {
    const here = [...document.connections.values()].flatMap(({ clients }) => [...(clients as Set<number>)]);
    if (here.length > 0) this.#presence(document, here);
  }

  /** Others may have been able to speak all the while, and then they do not know that we were away. */
  #tellHowFar(name: string, live: LivePaper): void {
    this.#say(name, Said.known, (encoder) => encoding.writeVarUint(encoder, live.known));
  }

  async #afterSilence(): Promise<void> {
    for (const { document, live } of this.#open.values()) {
      // What is read before this channel is heard again leaves a gap.
      await this.#subscriber.subscribe(channelOf(document.name)).catch(() => {});
      if (this.#open.get(document.name)?.live !== live) continue;
      this.#say(document.name, Said.whoIsThere, () => {});
      this.#tellWhoIsHere(document);
      await live.catchUp().catch(() => {});
      this.#tellHowFar(document.name, live);
    }
  }
}

const prefix = 'samskriv:';

function channelOf(name: string): string {
  return prefix + name;
}
