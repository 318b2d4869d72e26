import { m } from '#paraglide/messages.js';

/** The levels of an organisation's basis today. */
export const basisLevelWords = { none: m.level_none, core: m.level_core, comprehensive: m.level_comprehensive };
/** The levels of something found elsewhere. */
export const foundLevelWords = { core: m.level_core, comprehensive: m.level_comprehensive };
/** The kinds of what is found elsewhere, one and many. */
export const foundKindWords = { target: m.found_target, label: m.found_label, area: m.found_area };
