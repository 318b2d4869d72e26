/** Hocuspocus' message types on the wire (@hocuspocus/server 4.7, src/types.ts; the enum there is not erasable). */
export const Message = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  syncReply: 4,
  stateless: 5,
  close: 7,
  syncStatus: 8,
} as const;

/**
 * Why a socket is closed, beyond the codes of RFC 6455. The client acts on the number: sign in, stop, reload, or try again.
 */
export const CloseCode = {
  goingAway: 1001,
  malformed: 4400,
  notSignedIn: 4401,
  refused: 4403,
  notFound: 4404,
  tooSlowToSignIn: 4408,
  outdated: 4426,
  flood: 4429,
  tryAgain: 1013,
} as const;
