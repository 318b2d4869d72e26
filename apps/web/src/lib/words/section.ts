import { m } from '#paraglide/messages.js';

/** What is needed to name a section. */
export type SectionLine = {
  kind: 'target' | 'background' | 'tenderText' | 'caseExample' | 'agendaItem';
  part: 'relevance' | 'environmentalEffect' | 'economicEffect' | null;
  title: string;
};

const parts = {
  relevance: m.paper_part_relevance,
  environmentalEffect: m.paper_part_environmentalEffect,
  economicEffect: m.paper_part_economicEffect,
};

/** A section's name in a list: its kind, and its part or own title. */
export function sectionWords({ kind, part, title }: SectionLine): string {
  switch (kind) {
    case 'target':
      return m.paper_section_target();
    case 'background':
      return part === null ? m.paper_section_background() : m.section_of({ kind: m.paper_section_background(), title: parts[part]() });
    case 'tenderText':
      return m.section_of({ kind: m.paper_section_tenderText(), title: title || m.section_untitled() });
    case 'agendaItem':
      return title || m.section_untitled();
    case 'caseExample':
      return m.section_of({ kind: m.paper_section_caseExample(), title: title || m.section_untitled() });
  }
}
