import type { Words } from '@samskriv/document';
import { m } from '#paraglide/messages.js';

/** What a paper's fixed parts are called, in the language of this request or page. */
export function paperWords(): Words {
  return {
    'section.target': m.paper_section_target(),
    'section.background': m.paper_section_background(),
    'section.tenderText': m.paper_section_tenderText(),
    'section.caseExample': m.paper_section_caseExample(),
    'section.agendaItem': m.paper_section_agendaItem(),
    decision: m.paper_decision(),
    'part.relevance': m.paper_part_relevance(),
    'part.environmentalEffect': m.paper_part_environmentalEffect(),
    'part.economicEffect': m.paper_part_economicEffect(),
    'status.empty': m.status_empty(),
    'status.draft': m.status_draft(),
    'status.complete': m.status_complete(),
    'status.checked': m.status_checked(),
    'textKind.technicalSpecification': m.paper_kind_technicalSpecification(),
    'textKind.minimumRequirement': m.paper_kind_minimumRequirement(),
    'textKind.awardCriterion': m.paper_kind_awardCriterion(),
    'textKind.contractTerm': m.paper_kind_contractTerm(),
    'caseField.organisation': m.paper_case_organisation(),
    'caseField.done': m.paper_case_done(),
    'caseField.result': m.paper_case_result(),
    'caseField.lesson': m.paper_case_lesson(),
    'level.requirement': m.paper_level_requirement(),
    'level.recommendation': m.paper_level_recommendation(),
  };
}
