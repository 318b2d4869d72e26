/**
 * Why a connection ended for good. `signedOut`: the session is over, sign in and go on. `outdated`: this page is older
 * than the server's text format, reload it. `refused`: what was sent will never be stored. `gone`: the person may no
 * longer read the paper.
 */
export type Ending = 'signedOut' | 'outdated' | 'refused' | 'gone';

/** The codes the server closes a socket with (apps/collab/src/messages.ts). 1009 is the WebSocket protocol's "message too big". */
const endingOfCode: Readonly<Record<number, Ending>> = {
  1009: 'refused',
  4400: 'refused',
  4401: 'signedOut',
  4403: 'refused',
  4404: 'gone',
  4426: 'outdated',
};

const endingOfReason: Readonly<Record<string, Ending>> = {
  not_signed_in: 'signedOut',
  schema: 'outdated',
  forbidden: 'refused',
  paper_closed: 'refused',
  not_found: 'gone',
};

/** What the close of a socket means; null when the connection is only lost and the provider is to try again. */
export function endingOfClose(code: number): Ending | null {
  return endingOfCode[code] ?? null;
}

/** What it means when the server turns a document away, at sign-in or later, while the socket stands; null as above. */
export function endingOfTurning(reason: string): Ending | null {
  return endingOfReason[reason] ?? null;
}
