import type { Answer } from './ask.ts';
import type { Unsent, UnsentShelf } from './unsent.ts';

export type OutboxOptions = {
  readonly shelf: UnsentShelf;
  /** Sends one; the id it carries makes sure that it is said once. */
  readonly send: (unsent: Unsent) => Promise<Answer<unknown>>;
  /** Whether the one who said it is the one who is signed in in this browser now; null where that cannot be learnt. */
  readonly mayGo: () => Promise<boolean | null>;
  /** Something has changed: what is unsent now, and whether it waits for the one who said it to sign in here. */
  readonly onchange: (all: readonly Unsent[], signedOut: boolean) => void;
  /** Something that waited is in the house. */
  readonly onsent: () => void;
};

/** Milliseconds between tries while something waits. */
const again = 15_000;

/** Whether an answer means that the house was not reached, or not itself: what was said is kept and sent later. */
export function unreached(answer: Answer<unknown>): boolean {
  return 'no' in answer && (answer.status === 0 || answer.status === 429 || answer.status >= 500);
}

/** What was said without a connection, kept in this browser and sent when there is one. */
export class Outbox {
  #signedOut = false;
  readonly #options: OutboxOptions;
  readonly #unwatch: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sending = false;
  #closed = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#look();
    this.#unwatch = options.shelf.watch(() => this.#look());
  }

  get #waiting(): readonly Unsent[] {
    return this.#options.shelf.read().filter(({ no }) => no === null);
  }

  /** Keeps something for later. */
  keep(unsent: Unsent): void {
    this.#options.shelf.put(unsent);
    this.#look();
    this.#soon();
  }

  /** Lets go of something for good. */
  drop(id: string): void {
    this.#options.shelf.drop(id);
    this.#look();
  }

  /** Lets what was refused wait once more. */
  retry(unsent: Unsent): void {
    this.#options.shelf.put({ ...unsent, no: null });
    this.#look();
    void this.send();
  }

  /** Sends what waits, in its order. Stops where the house is not reached; tries again later. */
  async send(): Promise<void> {
    if (this.#sending || this.#closed || this.#waiting.length === 0) return;
    this.#sending = true;
    clearTimeout(this.#timer);
    try {
      const allowed = await this.#options.mayGo();
      this.#signedOut = allowed === false;
      if (allowed === true) await this.#sendAll();
    } finally {
      this.#sending = false;
    }
    this.#look();
    this.#soon();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#unwatch();
  }

  async #sendAll(): Promise<void> {
    const { shelf, send, onsent } = this.#options;
    let sent = 0;
    for (const unsent of this.#waiting) {
      // Another window may have sent it, or let go of it.
      if (!shelf.read().some(({ id, no }) => id === unsent.id && no === null)) continue;
      const answer = await send(unsent);
      if (unreached(answer)) break;
      if ('no' in answer && answer.status === 401) {
        this.#signedOut = true;
        break;
      }
      if ('no' in answer) shelf.put({ ...unsent, no: answer.no });
      else {
        shelf.drop(unsent.id);
        sent += 1;
      }
      this.#look();
    }
    if (sent > 0) onsent();
  }

  #look(): void {
    this.#options.onchange(this.#options.shelf.read(), this.#signedOut);
  }

  #soon(): void {
    clearTimeout(this.#timer);
    if (!this.#closed && this.#waiting.length > 0) this.#timer = setTimeout(() => void this.send(), again);
  }
}
