import type { SectionKindName, SectionSummary } from '@samskriv/document';
import { m } from '#paraglide/messages.js';

/** Sections of one kind that follow each other. `heading` is null where the sections name themselves. */
export type OutlineGroup = { readonly kind: string; readonly heading: string | null; readonly sections: SectionSummary[] };

const headings: Record<SectionKindName, () => string | null> = {
  target: () => null,
  background: () => m.paper_section_background(),
  tenderText: () => m.paper_outline_tenderTexts(),
  caseExample: () => m.paper_outline_cases(),
  agendaItem: () => null,
};

/** The paper's sections in runs of one kind, in reading order. */
export function outlineGroups(sections: readonly SectionSummary[]): OutlineGroup[] {
  const groups: (OutlineGroup & { name: SectionKindName })[] = [];
  for (const section of sections) {
    const last = groups.at(-1);
    if (last?.name === section.kind) last.sections.push(section);
    else
      groups.push({ name: section.kind, kind: `${section.kind}-${groups.length}`, heading: headings[section.kind](), sections: [section] });
  }
  return groups;
}

const parts = {
  relevance: () => m.paper_part_relevance(),
  environmentalEffect: () => m.paper_part_environmentalEffect(),
  economicEffect: () => m.paper_part_economicEffect(),
};

const kinds: Record<SectionKindName, () => string> = {
  target: () => m.paper_section_target(),
  background: () => m.paper_section_background(),
  tenderText: () => m.paper_section_tenderText(),
  caseExample: () => m.paper_section_caseExample(),
  agendaItem: () => m.paper_section_agendaItem(),
};

/** What a section is called in a list: the target by its kind, a part by its name, an example by its own title. */
export function sectionLabel({ kind, part, title }: Pick<SectionSummary, 'kind' | 'part' | 'title'>): string {
  if (kind === 'target') return kinds.target();
  if (kind === 'background') return part === null ? kinds.background() : parts[part]();
  return title === '' ? m.paper_outline_untitled_of({ kind: kinds[kind]() }) : title;
}
