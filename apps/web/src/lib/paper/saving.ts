import type { Frame } from './frames.ts';

/**
 * What may be said of the text on the screen. `opening`: nothing has been written here and the server has not yet
 * confirmed that it has everything. `unsent`: something was written that no open socket carries. `sent`: all of it is
 * with the server, but not all of it is acknowledged. `saved`: the server has committed all of it.
 */
export type SaveState = 'opening' | 'unsent' | 'sent' | 'saved';

/** The account of what one document has had acknowledged. Feed it everything that happens, in order. */
export type Saving = {
  readonly state: () => SaveState;
  /** Whether something was sent on the open socket that has no answer yet. */
  readonly waits: () => boolean;
  /** Something was written here (not received): call it before the provider sees the change. */
  readonly wrote: () => void;
  /** What was kept on this machine holds changes that were not saved when it was last closed. */
  readonly keptUnsaved: () => void;
  readonly opened: () => void;
  readonly sent: (frame: Frame) => void;
  /** Returns false when the server says that it will not store what was sent. */
  readonly received: (frame: Frame) => boolean;
  readonly closed: () => void;
};

/**
 * Keeps that account. Hocuspocus answers every sync step 2 and every update with one status, in order, and here a
 * status means committed. The provider's own count cannot be used: it is set to 1 at each reconnect, whatever is on
 * its way, and it ignores a status that says no.
 *
 * A step 2 carries the whole difference, so after a reconnect everything is on its way once our step 2 has been sent;
 * what is written after that goes out frame by frame.
 */
export function createSaving(changed: () => void): Saving {
  let dirty = false;
  let confirmed = false;
  let replied = false;
  let carried = true;
  let outstanding = 0;
  let said: SaveState = 'opening';

  function state(): SaveState {
    const allAnswered = replied && outstanding === 0 && carried;
    if (dirty) return replied && carried ? 'sent' : 'unsent';
    return confirmed || allAnswered ? 'saved' : 'opening';
  }

  function settle(): void {
    if (replied && carried && outstanding === 0) {
      dirty = false;
      confirmed = true;
    }
    const now = state();
    if (now === said) return;
    said = now;
    changed();
  }

  return {
    state,
    waits: () => outstanding > 0,
    wrote() {
      dirty = true;
      carried = false;
      settle();
    },
    keptUnsaved() {
      dirty = true;
      carried = false;
      settle();
    },
    opened() {
      replied = false;
      outstanding = 0;
      settle();
    },
    sent(frame) {
      if (frame.kind !== 'reply' && frame.kind !== 'update') return;
      if (frame.kind === 'reply') replied = true;
      outstanding += 1;
      carried = true;
      settle();
    },
    received(frame) {
      if (frame.kind !== 'status') return true;
      if (!frame.stored) return false;
      outstanding = Math.max(0, outstanding - 1);
      settle();
      return true;
    },
    closed() {
      replied = false;
      outstanding = 0;
      settle();
    },
  };
}
