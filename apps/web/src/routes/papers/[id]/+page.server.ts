import { listVersions, readPaper, readProcess, readPaperContent } from '@samskriv/commands';
import type { House, PaperView, TextContent } from '@samskriv/commands';
import { isRefusal, type Actor } from '@samskriv/process';
import { error } from '@sveltejs/kit';
import { paperWords } from '#lib/paper/words.ts';
import { orError, signedIn } from '#lib/server/guard.ts';
import { stepWords } from '#lib/words/group.ts';
import { m } from '#paraglide/messages.js';
import type { PageServerLoad } from './$types';

/** The paper as last saved, to be read before and without scripts, and what the editor needs to open it. */
export const load: PageServerLoad = async (event) => {
  const { house, actor, person } = signedIn(event);
  const { id } = event.params;
  const paper = orError(await readPaper(house, actor, id));
  const content = await readPaperContent(house, actor, { paperId: id, format: 'html', words: paperWords() });
  // A text too large to be read here is still opened: the editor brings it.
  const html = isRefusal(content) && (content.refused === 'busy' || content.refused === 'too_heavy') ? '' : htmlOf(orError(content));
  const versions = orError(await listVersions(house, actor, { paperId: id }));
  return {
    paper,
    foot: await footOf(house, actor, paper),
    versions,
    html,
    now: new Date(),
    self: { id: person.id, name: person.name },
  };
};

function htmlOf(content: TextContent): string {
  if (content.format !== 'html') error(500);
  return content.text;
}

/** What stands at the paper's foot: the step its group is at, and how many days are left to the steering group's meeting. */
async function footOf(house: House, actor: Actor, paper: PaperView): Promise<string[]> {
  if (paper.kind !== 'target') return [];
  const { steps, readiness } = orError(await readProcess(house, actor, paper.groupId));
  const now = steps.find(({ standing }) => standing === 'now');
  const { days, sections } = readiness;
  return [
    ...(now === undefined ? [] : [stepWords(now.step)]),
    ...(days === null ? [] : [days < 0 ? m.ready_foot_past() : days === 1 ? m.ready_foot_one() : m.ready_foot({ days })]),
    m.ready_foot_sections({ done: sections.finished, all: sections.all }),
  ];
}
