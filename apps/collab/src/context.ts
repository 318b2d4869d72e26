import type { EditLane } from './livePaper.ts';
import type { OutSocket } from './outSocket.ts';

/** What a connection to one paper carries. Before sign-in only `socket` and `cookie` are there. */
export type Context = {
  socket: OutSocket;
  /** Hash of the session cookie the socket came with; null without one. */
  cookie: string | null;
  /** The number of the paper schema that the client has named; null where it has named none. */
  schema: number | null;
  personId: string;
  name: string;
  credential: string;
  paperId: string;
  round: number;
  lane: EditLane;
  /** What was so at sign-in: the count of reviews (`Rights`), and whether the round was open. */
  signedIn: { since: number; open: boolean };
};
