import type { Awareness } from 'y-protocols/awareness';

/** Somebody who is writing a reply, by the server's word for who they are. */
export type Replier = { readonly id: string; readonly name: string };

/** Nobody writes anywhere. */
export const nobody: ReadonlyMap<string, readonly Replier[]> = new Map();

/** Milliseconds without a key press after which nobody is said to be writing. */
const rest = 6_000;

/**
 * Says in which thread this person is writing a reply, and hears who else is. It is said once when one begins and once when
 * one stops, however much is typed in between, and goes with the connection when that does.
 */
export class Replying {
  readonly #awareness: Awareness;
  readonly #selfId: string;
  readonly #heard: (repliers: ReadonlyMap<string, readonly Replier[]>) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #said: string | null = null;

  /** `heard` is told at once and at every change who is writing, by thread. */
  constructor(awareness: Awareness, selfId: string, heard: (repliers: ReadonlyMap<string, readonly Replier[]>) => void) {
    this.#awareness = awareness;
    this.#selfId = selfId;
    this.#heard = heard;
    awareness.on('change', this.#look);
    this.#look();
  }

  /** A key was pressed in the reply to a thread. */
  writes(threadId: string): void {
    this.#say(threadId);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.rests(), rest);
  }

  /** Nothing more is being written: it was sent, emptied or left. */
  rests(): void {
    clearTimeout(this.#timer);
    this.#say(null);
  }

  close(): void {
    this.rests();
    this.#awareness.off('change', this.#look);
  }

  #say(threadId: string | null): void {
    const local = this.#awareness.getLocalState();
    if (local === null || (local.replying ?? null) === threadId) return;
    this.#awareness.setLocalStateField('replying', threadId);
  }

  #look = (): void => {
    const found = new Map<string, Replier[]>();
    for (const state of this.#awareness.getStates().values()) {
      const replier = replierOf(state);
      if (replier === null || replier.id === this.#selfId) continue;
      const there = found.get(replier.threadId) ?? [];
      if (!there.some(({ id }) => id === replier.id)) found.set(replier.threadId, [...there, { id: replier.id, name: replier.name }]);
    }
    // Carets move all the time; who writes does not.
    const said = JSON.stringify([...found]);
    if (said === this.#said) return;
    this.#said = said;
    this.#heard(found);
  };
}

// What presence says is anybody's word but for `user`, which the server stamps.
function replierOf(state: Record<string, unknown>): (Replier & { threadId: string }) | null {
  const { replying, user } = state;
  if (typeof replying !== 'string' || typeof user !== 'object' || user === null || !('id' in user) || !('name' in user)) return null;
  const { id, name } = user;
  return typeof id === 'string' && typeof name === 'string' ? { id, name, threadId: replying } : null;
}
