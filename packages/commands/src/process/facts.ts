import type { ProcessRow } from '@samskriv/database';
import type { SectionSummary } from '@samskriv/document';
import type { GroupFacts } from '@samskriv/process';

/** What is counted about a group, for its points and its readiness. */
export function factsOf({
  process,
  chair,
  sections,
}: {
  process: ProcessRow;
  chair: boolean;
  sections: readonly SectionSummary[];
}): GroupFacts {
  const { steeringDate, criteria, presentations, experts, homework, mapping, comparable, references, packs, proposals } = process;
  const { evaluated, convened, treated } = process;
  return {
    chair,
    steeringDate,
    criteria,
    presentations,
    experts,
    homework,
    mapping,
    comparable,
    references,
    packs,
    proposals,
    evaluated,
    convened,
    treated,
    sections: sections.map(({ kind, status }) => ({ kind, status })),
  };
}
