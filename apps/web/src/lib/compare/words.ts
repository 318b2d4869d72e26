import type { RedlineWords } from '@samskriv/document';
import { paperWords } from '#lib/paper/words.ts';
import { m } from '#paraglide/messages.js';

/** What a redline is told with, in the language of this request. */
export function redlineWords(): RedlineWords {
  return {
    paper: paperWords(),
    inserted: m.compare_inserted(),
    deleted: m.compare_deleted(),
    point: (number) => m.compare_point({ number }),
    movedFrom: (place) => (place === null ? m.compare_moved_here() : m.compare_moved_from({ place })),
    movedTo: (place) => (place === null ? m.compare_moved_away() : m.compare_moved_to({ place })),
    numberWas: (number) => m.compare_number_was({ number }),
    attributes: {
      level: m.compare_attribute_level(),
      status: m.compare_attribute_status(),
      kind: m.compare_attribute_kind(),
      part: m.compare_attribute_kind(),
      textKind: m.compare_attribute_textKind(),
      serves: m.compare_attribute_serves(),
    },
    nothing: m.compare_nothing(),
    formatted: m.compare_formatted_words(),
  };
}
