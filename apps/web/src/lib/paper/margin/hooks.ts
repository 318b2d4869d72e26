import type { ThreadMarksOptions } from '@samskriv/editor';

/** The id of the region that holds the threads, which marked text refers to. */
export const regionId = 'threads';

/** What the text and the socket tell about threads. The margin puts its own functions here once it is fetched. */
export type ThreadHooks = ThreadMarksOptions & {
  /** A thread was changed by somebody. */
  onChanged: (threadId: string) => void;
};

/** Hooks that nobody listens to yet. */
export function threadHooks(): ThreadHooks {
  const nothing = (): void => {};
  return {
    details: regionId,
    onThread: nothing,
    onPoint: nothing,
    onComment: nothing,
    onCommentSection: nothing,
    onChange: nothing,
    onChanged: nothing,
  };
}

/** What a message from the server says: that a thread changed, or that there is news for this person; null for anything else. */
export function heardIn(payload: string): { threadId: string } | 'told' | null {
  try {
    const message: unknown = JSON.parse(payload);
    if (typeof message !== 'object' || message === null || !('type' in message)) return null;
    if (message.type === 'told') return 'told';
    return message.type === 'thread' && 'threadId' in message && typeof message.threadId === 'string'
      ? { threadId: message.threadId }
      : null;
  } catch {
    return null;
  }
}
