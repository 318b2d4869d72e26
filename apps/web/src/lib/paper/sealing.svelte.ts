import type { VersionView } from '@samskriv/commands';

/**
 * What becomes of an open paper's round: whether it is locked, and whether another has been opened since. The server says
 * so when it happens, and again to whoever comes back to a round that is over (apps/collab/README.md).
 */
export class Sealing {
  /** The version that closed this round; null while it is open. */
  lock = $state.raw<VersionView | null>(null);
  /** The paper's versions, oldest first. */
  versions = $state.raw<readonly VersionView[]>([]);
  /** The round that the paper is in now, when it is a later one. */
  nextRound = $state<number | null>(null);
  /** A milestone that was sealed while the paper was open, until it is dismissed. */
  milestone = $state.raw<VersionView | null>(null);

  constructor({ lock, versions }: { readonly lock: VersionView | null; readonly versions: readonly VersionView[] }) {
    this.lock = lock;
    this.versions = versions;
  }

  /** Something the server said in free text; what is not about versions and rounds is left alone. */
  heard(payload: string): void {
    const message = read(payload);
    if (message?.type === 'locked' && message.version !== undefined) {
      this.lock = message.version;
      this.#add(message.version);
    } else if (message?.type === 'sealed' && message.version !== undefined) {
      this.milestone = message.version;
      this.#add(message.version);
    } else if (message?.type === 'round' && message.round !== undefined) this.nextRound = message.round;
  }

  #add(version: VersionView): void {
    if (this.versions.every(({ id }) => id !== version.id)) this.versions = [...this.versions, version];
  }
}

function read(payload: string): { type?: string; version?: VersionView; round?: number } | null {
  try {
    const message: unknown = JSON.parse(payload);
    return typeof message === 'object' ? message : null;
  } catch {
    return null;
  }
}
