import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider';
import { leaveMarks } from '@samskriv/document';
import type { Awareness } from 'y-protocols/awareness';
import { Doc } from 'yjs';
import { endingOfClose, endingOfTurning, type Ending } from './endings.ts';
import type { Frame } from './frames.ts';
import { createSaving, type Saving } from './saving.ts';
import { tappedSocket } from './tappedSocket.ts';

/** One Y.Doc of a paper with its connection. After a refusal it is finished and another one takes its place. */
export type Copy = {
  readonly doc: Doc;
  readonly awareness: Awareness;
  readonly saving: Saving;
  /** Whether a connection stands that has been given the server's text. */
  readonly synced: () => boolean;
  /** Begins to talk with the server; what was kept on this machine should have been applied by then. */
  readonly attach: () => void;
  /** The network is gone, though the browser may keep the socket open for minutes: gives it up and begins anew. */
  readonly drop: () => void;
  /** Tries again at once. */
  readonly retry: () => void;
  /** Stops trying until `retry`. */
  readonly pause: () => void;
  /** Ends the connection; the text stays readable in `doc`. */
  readonly disconnect: () => void;
  readonly destroy: () => void;
};

/** What a copy tells. Nothing is told after `disconnect`. */
export type CopyEvents = {
  /** The save state, or whether a connection stands, is another. */
  readonly changed: () => void;
  /** The server's text has arrived, for the first time on this connection. */
  readonly synced: () => void;
  readonly mayWrite: (may: boolean) => void;
  readonly ended: (ending: Ending) => void;
};

export type CopyOptions = {
  readonly url: string;
  readonly document: string;
  readonly Socket?: typeof WebSocket;
  /** Called with what the server says in free text and is not about rights. */
  readonly onMessage?: (payload: string) => void;
  /** Milliseconds before the first attempt to reconnect; half as much again is added at random. */
  readonly patience?: number;
};

/** A connection that ended sooner than this counts as failed, and the next attempt waits longer. */
const steadyAfter = 10_000;
const longestWait = 4_000;
/** Milliseconds without an answer after which a connection is taken for dead. */
const deadAfter = 10_000;

/** Opens a copy of a paper; nothing is exchanged with the server before `attach`. */
export function openCopy(options: CopyOptions, events: CopyEvents): Copy {
  const { url, document, patience = 600 } = options;
  const doc = new Doc();
  // A reader's copy that tidied after others would send an edit, and be refused for it.
  leaveMarks(doc);
  const saving = createSaving(() => tell(events.changed));
  let live = true;
  let hasText = false;
  let openedAt = 0;
  let silence: ReturnType<typeof setTimeout> | undefined;

  function tell(event: () => void): void {
    if (live) event();
  }

  function end(ending: Ending): void {
    socket.disconnect();
    tell(() => events.ended(ending));
  }

  const tapped = tappedSocket(
    {
      opened() {
        openedAt = Date.now();
        hasText = false;
        saving.opened();
      },
      sent(frame) {
        saving.sent(frame);
        watch();
      },
      received,
      closed,
    },
    options.Socket,
  );

  function watch(): void {
    if (saving.waits()) silence ??= setTimeout(drop, deadAfter);
  }

  function drop(): void {
    unwatch();
    if (!live) return;
    tapped.giveUp();
    socket.onClose({ event: { code: 1006, reason: 'given up' } });
  }

  function unwatch(): void {
    clearTimeout(silence);
    silence = undefined;
  }

  function received(frame: Frame): void {
    if (!live) return;
    unwatch();
    if (!saving.received(frame)) return end('refused');
    watch();
    if (frame.kind === 'reply') return textCame();
    if (frame.kind !== 'close') return;
    // The document was closed by the server while the socket stands: nothing would ever come of it again.
    const ending = endingOfTurning(frame.reason);
    if (ending === null) socket.webSocket?.close();
    else end(ending);
  }

  function textCame(): void {
    const since = openedAt;
    // The provider applies the text after this, in the same event.
    setTimeout(() => {
      if (openedAt !== since || hasText) return;
      hasText = true;
      tell(events.synced);
      tell(events.changed);
    });
  }

  function closed(code: number): void {
    const hadText = hasText;
    const stood = openedAt === 0 ? null : Date.now() - openedAt;
    hasText = false;
    openedAt = 0;
    unwatch();
    saving.closed();
    if (!live) return;
    if (stood !== null) {
      const wait = stood > steadyAfter ? patience : Math.min(longestWait, socket.configuration.delay * 1.7);
      socket.configuration.delay = spread(wait);
    }
    const ending = endingOfClose(code);
    if (ending !== null) return end(ending === 'refused' && !hadText ? 'gone' : ending);
    events.changed();
  }

  // The save state must hear of a change before the provider sends it.
  doc.on('update', (_update: Uint8Array, _origin: unknown, _doc: Doc, transaction: { local: boolean }) => {
    if (transaction.local) saving.wrote();
  });

  const socket = new HocuspocusProviderWebsocket({
    url,
    WebSocketPolyfill: tapped.Socket,
    delay: spread(patience),
    minDelay: patience,
    maxDelay: longestWait,
    factor: 1.7,
    jitter: true,
  });

  const provider = new HocuspocusProvider({ name: document, document: doc, token: '', websocketProvider: socket });
  provider.on('authenticated', ({ scope }: { scope: string }) => tell(() => events.mayWrite(scope !== 'readonly')));
  provider.on('authenticationFailed', ({ reason }: { reason: string }) => {
    if (!live) return;
    const ending = endingOfTurning(reason);
    if (ending === null) socket.webSocket?.close();
    else end(ending === 'refused' ? 'gone' : ending);
  });
  provider.on('stateless', ({ payload }: { payload: string }) => {
    const may = readRights(payload);
    if (may !== null) tell(() => events.mayWrite(may));
    else if (live) options.onMessage?.(payload);
  });
  if (provider.awareness === null) throw new RangeError('The provider was made without awareness');

  return {
    doc,
    awareness: provider.awareness,
    saving,
    synced: () => hasText,
    attach: () => provider.attach(),
    drop,
    retry() {
      socket.configuration.delay = patience;
      void socket.connect();
    },
    pause: () => socket.disconnect(),
    disconnect() {
      live = false;
      socket.disconnect();
    },
    destroy() {
      live = false;
      unwatch();
      provider.destroy();
      socket.destroy();
    },
  };
}

/** Up to half as much again, so that those who were cut off together do not all return together. */
function spread(milliseconds: number): number {
  return Math.round(milliseconds * (1 + Math.random() / 2));
}

/** Whether a stateless message says that the person may (no longer) write; null when it says something else. */
function readRights(payload: string): boolean | null {
  try {
    const message: unknown = JSON.parse(payload);
    if (typeof message !== 'object' || message === null) return null;
    if (!('type' in message) || message.type !== 'rights' || !('mayWrite' in message)) return null;
    return typeof message.mayWrite === 'boolean' ? message.mayWrite : null;
  } catch {
    return null;
  }
}
