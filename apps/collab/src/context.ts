import type { EditLane } from './livePaper.ts';
import type { OutSocket } from './outSocket.ts';

/** What a connection to one paper carries. Before sign-in only `socket`, `cookie` and `demo` are there. */
export type Context = {
  socket: OutSocket;
  /** Hash of the session cookie the socket came with; null without one. */
  cookie: string | null;
  /** The number of the paper schema that the client has named; null where it has named none. */
  schema: number | null;
  /** Whether the demo's people are somebody to the request that it came with. */
  demo: boolean;
  personId: string;
  name: string;
  credential: string;
  paperId: string;
  round: number;
  lane: EditLane;
  /** What was so at sign-in: the count of reviews (`Rights`), and whether the round was open. */
  signedIn: { since: number; open: boolean };
};
