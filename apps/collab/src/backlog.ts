import type { WebSocket } from 'ws';

/** A reader this far behind (bytes) must connect anew: it costs less than what waits for it. */
const SLOWEST = 8 << 20;
/** While so much waits for slow readers altogether (bytes), one is cut off from `SLOW_IN_A_CROWD` on. */
const MOST_BEHIND = 64 << 20;
const SLOW_IN_A_CROWD = 1 << 20;
/** From here on what waits for a reader is counted (bytes); for most nothing ever waits. */
const COUNTED = 256 << 10;
/** A frame of this size or more is written as it is, so that all who wait for it wait for the same bytes. */
const LARGE = 16 << 10;
/** A first answer may take so long (ms), and longer by a second for each so many bytes: the slowest line that can be worked on. */
const FIRST_PATIENCE = 60_000;
const FIRST_PER_SECOND = 32 << 10;

/** Bytes that wait for readers that are behind, in the whole process. */
let behind = 0;

/** The stream under a ws socket; ws has no public way to write a frame that was built before (websockets/ws, lib/websocket.js). */
type Stream = NodeJS.WritableStream & { writableLength: number; cork(): void; uncork(): void };

/**
 * What waits under one socket for its reader. A reader that is too slow is cut off, but for what it is given when it opens a
 * paper: that may be larger than any limit here, and everybody can open every paper.
 */
export class Backlog {
  readonly #ws: WebSocket;
  /** What still waits of first answers (bytes); it counts against nobody. */
  #first = 0;

  constructor(ws: WebSocket) {
    this.#ws = ws;
  }

  get #stream(): Stream | null {
    return (this.#ws as unknown as { _socket: Stream | null })._socket;
  }

  /** Writes frames at once, or cuts the reader off where too much waits for it already. */
  write(frames: readonly Buffer[]): void {
    const stream = this.#stream;
    if (this.#ws.readyState !== 1 || stream === null) return;
    const late = stream.writableLength - this.#first;
    if (late > SLOWEST || (behind > MOST_BEHIND && late > SLOW_IN_A_CROWD)) return this.#ws.terminate();
    const counted = late > COUNTED;
    stream.cork();
    for (const piece of joined(frames)) {
      if (!counted) stream.write(piece);
      else {
        behind += piece.length;
        stream.write(piece, () => (behind -= piece.length));
      }
    }
    stream.uncork();
  }

  /**
   * Writes what somebody is given who opens a paper; it is exempt from every limit but time. The bytes are not copied: a hundred
   * who open the same paper over slow lines wait for the same ones.
   */
  writeFirst(frames: readonly Buffer[]): void {
    const stream = this.#stream;
    if (this.#ws.readyState !== 1 || stream === null) return;
    const size = frames.reduce((sum, { length }) => sum + length, 0);
    const timer = setTimeout(() => this.#ws.terminate(), FIRST_PATIENCE + (size / FIRST_PER_SECOND) * 1000).unref();
    this.#first += size;
    stream.cork();
    for (const [index, frame] of frames.entries()) {
      if (index < frames.length - 1) stream.write(frame);
      else
        stream.write(frame, () => {
          clearTimeout(timer);
          this.#first -= size;
        });
    }
    stream.uncork();
  }
}

/** Small frames that stand side by side become one piece: a write to the system costs more than copying them. */
function joined(frames: readonly Buffer[]): readonly Buffer[] {
  if (frames.length === 1) return frames;
  const pieces: Buffer[] = [];
  let from = 0;
  const join = (to: number) => {
    if (to > from) pieces.push(to === from + 1 ? frames[from]! : Buffer.concat(frames.slice(from, to)));
  };
  for (const [index, frame] of frames.entries()) {
    if (frame.length < LARGE) continue;
    join(index);
    pieces.push(frame);
    from = index + 1;
  }
  join(frames.length);
  return pieces;
}
