import * as Y from 'yjs';
import { RawClient } from './rawClient.ts';

/**
 * A person who types words without pause and comes back by themselves when the line breaks, as a browser does. `saved`
 * holds the words whose edit was acknowledged.
 */
export class Writer {
  readonly saved = new Set<string>();
  readonly name: string;
  readonly #doc = new Y.Doc();
  readonly #url: string;
  readonly #document: string;
  readonly #token: string;
  readonly #words: string[] = [];
  #mine: Y.XmlText | null = null;
  #running = true;
  /** While this holds, the writer stays away. */
  #away: Promise<void> = Promise.resolve();
  #client: RawClient | null = null;
  #done: Promise<void> | null = null;

  constructor(url: string, document: string, token: string, name: string) {
    this.#url = url;
    this.#document = document;
    this.#token = token;
    this.name = name;
  }

  start(): void {
    this.#done = this.#run();
  }

  /** Leaves and does not come back before `until`. */
  stayAway(until: Promise<void>): void {
    this.#away = until;
    this.#client?.leave();
  }

  /** Types no more, waits until everything is saved, and leaves. */
  async finish(): Promise<void> {
    this.#running = false;
    await this.#done;
  }

  get words(): readonly string[] {
    return this.#words;
  }

  async #run(): Promise<void> {
    while (this.#running || this.saved.size < this.#words.length) {
      await this.#away;
      const client = new RawClient(this.#url, this.#document, { doc: this.#doc });
      this.#client = client;
      await client.enter(this.#token).catch(() => {});
      if (client.auth?.ok === true && client.synced && client.closed === null) await this.#type(client);
      client.leave();
      await pause(20);
    }
  }

  async #type(client: RawClient): Promise<void> {
    const waiting: string[][] = [[...this.#words]];
    let heard = 0;
    // What the server lacks, as a browser sends it: the whole text would in time be larger than a message may be.
    await client.until(() => client.serverVector !== null || client.closed !== null);
    if (client.serverVector === null) return;
    client.sendSync(1, Y.encodeStateAsUpdate(this.#doc, client.serverVector));
    const send = (update: Uint8Array, origin: unknown) => {
      if (origin !== client && client.closed === null) client.sendSync(2, update);
    };
    this.#doc.on('update', send);
    while (client.closed === null && (this.#running || waiting.length > 0)) {
      for (; heard < client.acks.length; heard++) {
        if (client.acks[heard] !== true) throw new Error(`${this.name}’s edit was refused`);
        for (const word of waiting.shift() ?? []) this.saved.add(word);
      }
      if (this.#running && waiting.length < 50) {
        const word = `${this.name}${this.#words.length}`;
        this.#words.push(word);
        waiting.push([word]);
        // One transaction, so one message and one acknowledgement for each word.
        this.#doc.transact(() => this.#paragraph().insert(0, `${word} `));
      }
      await pause(1);
    }
    this.#doc.off('update', send);
  }

  #paragraph(): Y.XmlText {
    if (this.#mine !== null) return this.#mine;
    const section = this.#doc.getXmlFragment('default').get(0) as Y.XmlElement;
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText()]);
    section.insert(0, [paragraph]);
    this.#mine = paragraph.get(0) as Y.XmlText;
    return this.#mine;
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
