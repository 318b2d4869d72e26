import { readMoment, readPaper, readPaperHistory } from '@samskriv/commands';
import { html } from '@samskriv/document';
import { isRefusal, personColour } from '@samskriv/process';
import { paperWords } from '#lib/paper/words.ts';
import { initialsOf } from '#lib/people/appearance.ts';
import { orError, signedIn } from '#lib/server/guard.ts';
import { byDay } from '#lib/versions/activity.ts';
import { danishMinute, fromDanishMinute } from '#lib/words/danishMinute.ts';
import { fullWhenWords } from '#lib/words/when.ts';
import { asWhole } from '#lib/server/whole.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { house, actor } = signedIn(event);
  const paperId = event.params.id;
  const { id, title, round: present, readOnly } = orError(await readPaper(house, actor, paperId));
  const { rounds, versions, activity } = orError(await readPaperHistory(house, actor, { paperId, period: 'hour' }));
  const { searchParams } = event.url;
  const now = new Date();
  const asked = searchParams.get('at');
  const minute = asked === null ? null : fromDanishMinute(asked.slice(0, 16));
  const when = asWhen();
  const then = when === null ? null : await textAt(when);
  return {
    paper: { id, title },
    rounds,
    versions,
    days: byDay(activity),
    asked: asked ?? danishMinute(then === null ? now : new Date(then.at)),
    wrong: asked !== null && (minute === null || then === null),
    then,
    // The last edit of the round that is written in is the text of today.
    mayRestore: !readOnly && then !== null && !(then.round === present && then.number === then.head),
    now,
  };

  /** What the address asks for: a minute, as it ended, or an edit of a round. */
  function asWhen() {
    if (minute !== null) {
      const at = new Date(minute.getTime() + 59_999);
      const round = rounds.findLast(({ openedAt }) => new Date(openedAt) <= at);
      return round === undefined ? null : { round: round.round, when: { at } };
    }
    const [round, number] = [asWhole(searchParams.get('round')), asWhole(searchParams.get('number'))];
    return round !== null && number !== null ? { round, when: { number } } : null;
  }

  async function textAt(asked: NonNullable<ReturnType<typeof asWhen>>) {
    const moment = await readMoment(house, actor, { paperId, ...asked });
    if (isRefusal(moment)) return null;
    const { round, number, head, at, doc, runs } = moment;
    const signatures = runs.flatMap(({ from, to, by }) =>
      by === null ? [] : [{ from, to, id: by.id, name: by.name, initials: initialsOf(by.name), colour: personColour(by.id) }],
    );
    const people = new Map(signatures.map(({ id, name, initials, colour }) => [id, { id, name, initials, colour }]));
    // Steps as long as somebody's hour of writing; the slider knows every edit.
    const ends = [...new Set(activity.filter((one) => one.round === round).map(({ last }) => last))].sort((one, other) => one - other);
    return {
      html: html(doc, paperWords(), signatures),
      at,
      words: fullWhenWords(new Date(at)),
      round,
      number,
      head,
      people: [...people.values()],
      earlier: ends.findLast((end) => end < number) ?? (number > 1 ? 1 : null),
      later: ends.find((end) => end > number) ?? (number < head ? head : null),
    };
  }
};
