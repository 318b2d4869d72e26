/** The languages the default has names in. */
type Locale = 'da' | 'en';

// What the default way calls its steps and points.
const titles: Readonly<Record<string, Readonly<Record<Locale, string>>>> = {
  meeting1: { da: 'Møde 1: Opstart', en: 'Meeting 1: Start' },
  meeting2: { da: 'Møde 2: Kortlægning', en: 'Meeting 2: Mapping' },
  meeting3: { da: 'Møde 3: Tekst', en: 'Meeting 3: Text' },
  meeting4: { da: 'Møde 4: Afrunding', en: 'Meeting 4: Rounding off' },
  ownOrganisation: { da: 'I egen organisation', en: 'In own organisation' },
  revision: { da: 'Tilretning', en: 'Revision' },
  politicalTreatment: { da: 'Politisk behandling', en: 'Political treatment' },
  finalApproval: { da: 'Endelig godkendelse', en: 'Final approval' },
  launch: { da: 'Lancering', en: 'Launch' },
  implementation: { da: 'Implementering', en: 'Implementation' },
  chair: { da: 'Formanden udpeges', en: 'The chair is appointed' },
  criteria: { da: 'Succeskriterier', en: 'Success criteria' },
  schedule: { da: 'Mødebehov og tidsplan', en: 'Meetings and schedule' },
  presentation: { da: 'Oplæg fra en ekspert', en: 'Presentation by an expert' },
  experts: { da: 'Flere eksperter', en: 'Further experts' },
  homework1: { da: 'Hjemmearbejde', en: 'Homework' },
  mapping: { da: 'Det eksisterende grundlag hos medlemmerne', en: 'The existing basis at the members' },
  comparable: { da: 'Sammenlignelige mål andre steder', en: 'Comparable targets elsewhere' },
  references: { da: 'Oplæg om andres mål og mærkningsordninger', en: 'Presentation of others’ targets and labelling schemes' },
  material: { da: 'Materiale fra sekretariatet', en: 'Material from the secretariat' },
  proposals: { da: 'Forslag til realistiske mål', en: 'Proposals for realistic targets' },
  homework2: { da: 'Hjemmearbejde', en: 'Homework' },
  proposal: { da: 'Forslag til styregruppen', en: 'Proposal for the steering group' },
  writing: { da: 'Teksten skrives', en: 'The text is written' },
  background: { da: 'Baggrundsafsnit', en: 'Background section' },
  tenderTexts: { da: 'Eksempler på udbudstekst', en: 'Examples of tender text' },
  cases: { da: 'Cases til inspiration', en: 'Cases for inspiration' },
  furtherWork: { da: 'Videre arbejde med tekst og mål', en: 'Further work on text and target' },
  evaluation: { da: 'Afrunding og evaluering', en: 'Rounding off and evaluation' },
};

/** What a step or a point is called: by its own title, else as the default calls it. */
export function titleOf({ key, title }: { key: string; title: string | null }, locale: Locale): string {
  return title ?? titles[key]?.[locale] ?? key;
}

/** What an agenda item is called: by its own title, else by its point's. */
export function itemTitle(item: { title: string | null; point: string | null; pointTitle: string | null }, locale: Locale): string {
  return item.title ?? titleOf({ key: item.point ?? '', title: item.pointTitle }, locale);
}

/** What a meeting is called: by its own title, else by its step's. */
export function meetingTitle(meeting: { title: string | null; step: string | null; stepTitle: string | null }, locale: Locale): string {
  return meeting.title ?? titleOf({ key: meeting.step ?? '', title: meeting.stepTitle }, locale);
}
