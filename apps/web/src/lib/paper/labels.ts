import type { Labels } from '@samskriv/editor';
import { m } from '#paraglide/messages.js';
import { paperWords } from './words.ts';

/** The words the editor puts on the page, in the page's language. */
export function editorLabels(): Labels {
  return {
    editor: m.paper_body(),
    words: paperWords(),
    guidance: {
      'title.target': m.paper_title_target(),
      'title.tenderText': m.paper_title_tenderText(),
      'title.caseExample': m.paper_title_caseExample(),
      'title.agendaItem': m.paper_title_agendaItem(),
      point: m.paper_guide_point(),
      subPoint: m.paper_guide_subpoint(),
      'part.relevance': m.paper_guide_relevance(),
      'part.environmentalEffect': m.paper_guide_environmentalEffect(),
      'part.economicEffect': m.paper_guide_economicEffect(),
      'section.tenderText': m.paper_guide_tenderText(),
      'section.agendaItem': m.paper_guide_agendaItem(),
      'caseField.organisation': m.paper_guide_organisation(),
      'caseField.done': m.paper_guide_done(),
      'caseField.result': m.paper_guide_result(),
      'caseField.lesson': m.paper_guide_lesson(),
    },
    toggleLevel: m.paper_tool_level_toggle(),
  };
}
