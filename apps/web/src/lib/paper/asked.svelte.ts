/**
 * A part of a page that is fetched when it is first asked for. What only such parts import lies in a file of its own named
 * `….later.ts`, which the bench weighs apart.
 */
export class Asked<Part> {
  /** Null until it has come. */
  part = $state.raw<Part | null>(null);
  /** It could not be fetched; asked for again, it is tried again. */
  failed = $state(false);
  readonly #fetch: () => Promise<Part>;
  #coming: Promise<void> | null = null;

  constructor(fetch: () => Promise<Part>) {
    this.#fetch = fetch;
  }

  /** Asks for it. Resolves when it is there, or has failed. */
  ask(): Promise<void> {
    this.#coming ??= this.#take();
    return this.#coming;
  }

  async #take(): Promise<void> {
    this.failed = false;
    try {
      this.part = await this.#fetch();
    } catch {
      this.failed = true;
      this.#coming = null;
    }
  }
}
