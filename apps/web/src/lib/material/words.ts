import { m } from '#paraglide/messages.js';

/** The topics of what is shared with all members, as the page says them. */
export const topicWords = { home: m.topic_home, abroad: m.topic_abroad, practice: m.topic_practice };
