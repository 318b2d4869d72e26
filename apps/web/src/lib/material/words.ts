import { getLocale } from '#paraglide/runtime.js';
import { m } from '#paraglide/messages.js';

/** The topics of what is shared with all members, as the page says them. */
export const topicWords = { home: m.topic_home, abroad: m.topic_abroad, practice: m.topic_practice };

/** The size of a file: "840 kB", "2,4 MB". */
export function sizeWords(bytes: number): string {
  const tag = getLocale() === 'da' ? 'da-DK' : 'en-GB';
  const small = bytes < 1_000_000;
  const value = small ? Math.max(1, Math.round(bytes / 1000)) : bytes / 1_000_000;
  return `${value.toLocaleString(tag, { maximumFractionDigits: 1 })} ${small ? 'kB' : 'MB'}`;
}
