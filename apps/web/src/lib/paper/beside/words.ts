import { m } from '#paraglide/messages.js';

/** What stands beside the text, by its sort. */
export const sortWords = {
  proposal: m.search_proposal,
  basis: m.beside_basis,
  target: m.found_target,
  label: m.found_label,
  area: m.found_area,
  file: m.material_file,
  link: m.beside_link,
  note: m.material_note_text,
};

/** Where a proposal stands. */
export const stateWords = { proposed: m.proposals_open, kept: m.proposals_kept, dropped: m.proposals_dropped };
