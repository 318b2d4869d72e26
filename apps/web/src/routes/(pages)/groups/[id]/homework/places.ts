import type { BasisView, MeetingView } from '@samskriv/commands';
import { danishTime } from '@samskriv/process';
import { itemWords, meetingWords } from '#lib/words/process.ts';
import { sectionWords, type SectionLine } from '#lib/words/section.ts';
import { dateWords } from '#lib/words/when.ts';
import { m } from '#paraglide/messages.js';

/** All that a group has for homework to belong to. */
export type Belongings = {
  group: { id: string; paperId: string };
  sections: readonly (SectionLine & { id: string })[];
  basis: readonly Pick<BasisView, 'id' | 'organisation'>[];
  found: readonly { id: string; source: string }[];
  meetings: readonly (Pick<MeetingView, 'id' | 'step' | 'stepTitle' | 'title' | 'startsAt' | 'state'> & {
    items: readonly Pick<MeetingView['items'][number], 'id' | 'number' | 'title' | 'point' | 'pointTitle'>[];
  })[];
};

/**
 * One thing homework can belong to, `kind:id` in a form: its words in a list, its words alone, and where it stands. A line of the
 * mapping that somebody has begun is known by its row (`also`) too.
 */
type Place = { value: string; also?: string | null; option: string; words: string; href: string };

/** What homework can belong to, under the words for where each stands. `offered`: it can be chosen; else it only still counts. */
export type Places = { title: string; offered: boolean; places: Place[] };

/** What a group's homework can belong to: sections, lines of the mapping and items of agendas, in the order of the work. */
export function placesOf({ group, sections, basis, found, meetings }: Belongings): Places[] {
  const mapping = `/groups/${group.id}/mapping`;
  const line = (id: string, name: string, href: string): Place => ({
    value: `mapping:${id}`,
    option: name,
    words: m.homework_about_mapping({ name }),
    href,
  });
  return [
    {
      title: m.homework_belongs_text(),
      offered: true,
      places: sections.map((section) => {
        const words = sectionWords(section);
        return { value: `section:${section.id}`, option: words, words, href: `/papers/${group.paperId}#${section.id}` };
      }),
    },
    {
      title: m.homework_belongs_basis(),
      offered: true,
      places: basis.map(({ id, organisation }) => ({
        ...line(organisation.id, organisation.name, `${mapping}#b-${organisation.id}`),
        also: id && `mapping:${id}`,
      })),
    },
    {
      title: m.homework_belongs_found(),
      offered: true,
      places: found.map(({ id, source }) => line(id, source, `${mapping}#c-${id}`)),
    },
    ...meetings.map((meeting) => ({
      title: m.homework_belongs_agenda({ meeting: meetingWords(meeting), day: dateWords(danishTime(meeting.startsAt).day) }),
      offered: meeting.state !== 'cancelled',
      places: meeting.items.map((item) => ({
        value: `item:${item.id}`,
        option: `${item.number}. ${itemWords(item)}`,
        words: m.homework_about_item({ item: itemWords(item), meeting: meetingWords(meeting) }),
        href: `/meetings/${meeting.id}#item-${item.id}`,
      })),
    })),
  ].filter(({ places }) => places.length > 0);
}

/** The place that homework belongs to, or undefined where it belongs to none, or to one that is gone. */
export function placeOf(places: readonly Places[], belongs: { kind: string; id: string } | null): Place | undefined {
  const value = belongs === null ? '' : `${belongs.kind}:${belongs.id}`;
  return places.flatMap((group) => group.places).find((one) => one.value === value || one.also === value);
}
