import type { Blocked } from '@samskriv/editor';

/** How the server and the editor receive what is written: why it was refused, how much room is used, what was not done. */
export class Reception {
  /** Why the last edit was refused (`NotTaken` in apps/collab); null when none was. */
  refusedFor: string | null = null;
  /** The share of the round's room that is used, from four fifths on; null below. */
  share = $state<number | null>(null);
  /** What was not done because a paper cannot hold it, until it is dismissed. */
  blocked = $state<Blocked | null>(null);

  /** Something the server said in free text; what is not about this is left alone. */
  heard(payload: string): void {
    const message = read(payload);
    if (message?.type === 'refused' && typeof message.reason === 'string') this.refusedFor = message.reason;
    else if (message?.type === 'room') this.share = typeof message.share === 'number' ? message.share : null;
  }
}

function read(payload: string): { type?: unknown; reason?: unknown; share?: unknown } | null {
  try {
    const message: unknown = JSON.parse(payload);
    return typeof message === 'object' ? message : null;
  } catch {
    return null;
  }
}
