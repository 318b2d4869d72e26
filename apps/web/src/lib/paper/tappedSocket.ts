import { readFrame, type Frame } from './frames.ts';

/** Told of everything that passes through a socket, before the provider is. `code` as in CloseEvent. */
export type Tap = {
  readonly opened: () => void;
  readonly sent: (frame: Frame) => void;
  readonly received: (frame: Frame) => void;
  readonly closed: (code: number) => void;
};

/** The class, and a way to give its newest socket up for lost without waiting for the browser to notice. */
export type TappedSocket = { readonly Socket: typeof WebSocket; readonly giveUp: () => void };

/**
 * A WebSocket class for the provider whose traffic is reported to `tap`. What the provider only puts in its queue is
 * not reported, so a frame counted as sent is one that the browser has taken. Of several sockets the newest counts:
 * the provider lets go of an old one before the browser has closed it.
 *
 * Updates before our sync step 2 are not sent at all: step 2 carries them, together with what an earlier socket took and
 * the server never stored. Without that an update hangs on nothing, and the server must refuse it.
 */
export function tappedSocket(tap: Tap, Socket: typeof WebSocket = WebSocket): TappedSocket {
  let newest: WebSocket | null = null;

  function closed(socket: WebSocket, code: number): void {
    if (newest !== socket) return;
    newest = null;
    tap.closed(code);
  }

  function adopt(socket: WebSocket): void {
    if (newest !== null) closed(newest, 1006);
    newest = socket;
  }

  class Tapped extends Socket {
    /** Whether our sync step 2 has gone out on this socket. */
    private replied = false;

    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      adopt(this);
      this.addEventListener('open', () => {
        if (newest === this) tap.opened();
      });
      this.addEventListener('message', (event) => {
        if (newest === this) tap.received(readFrame(event.data));
      });
      this.addEventListener('close', (event) => closed(this, event.code));
    }

    override send(data: Parameters<WebSocket['send']>[0]): void {
      const frame = readFrame(data);
      if (frame.kind === 'reply') this.replied = true;
      if (frame.kind === 'update' && !this.replied) return;
      super.send(data);
      if (newest === this) tap.sent(frame);
    }
  }

  return {
    Socket: Tapped,
    giveUp() {
      if (newest !== null) closed(newest, 1006);
    },
  };
}
