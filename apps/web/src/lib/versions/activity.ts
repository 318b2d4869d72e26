import type { PaperHistory } from '@samskriv/commands';
import { danishMinute } from '#lib/words/danishMinute.ts';

/**
 * One day's writing in a round: `day` is `YYYY-MM-DD`, `last` the number of its last edit, and each person's hours as
 * stretches ("8–10, 14–15").
 */
export type ActiveDay = {
  readonly day: string;
  readonly round: number;
  readonly last: number;
  readonly people: readonly { id: string; name: string; edits: number; hours: string }[];
};

type Hour = Pick<PaperHistory['activity'][number], 'round' | 'from' | 'person' | 'edits' | 'last'>;

/** Who wrote when, hour by hour, as days on Danish clocks, the latest first; within a day those who wrote most first. */
export function byDay(hours: readonly Hour[]): ActiveDay[] {
  const days = Map.groupBy(hours, ({ round, from }) => `${String(round).padStart(6, '0')} ${danishMinute(new Date(from)).slice(0, 10)}`);
  return [...days]
    .sort(([one], [other]) => other.localeCompare(one))
    .map(([key, some]) => ({
      day: key.slice(-10),
      round: Number(key.slice(0, 6)),
      last: Math.max(...some.map(({ last }) => last)),
      people: [...Map.groupBy(some, ({ person }) => person.id).values()]
        .map((own) => ({
          id: own[0]?.person.id ?? '',
          name: own[0]?.person.name ?? '',
          edits: own.reduce((sum, { edits }) => sum + edits, 0),
          hours: stretches(own.map(({ from }) => Number(danishMinute(new Date(from)).slice(11, 13)))),
        }))
        .sort((one, other) => other.edits - one.edits || one.name.localeCompare(other.name, 'da')),
    }));
}

/** Hours of a day as stretches: 8, 9 and 14 are "8–10, 14–15". */
function stretches(hours: readonly number[]): string {
  const found: { from: number; to: number }[] = [];
  for (const hour of [...new Set(hours)].sort((one, other) => one - other)) {
    const last = found.at(-1);
    if (last?.to === hour) last.to = hour + 1;
    else found.push({ from: hour, to: hour + 1 });
  }
  return found.map(({ from, to }) => `${from}–${to}`).join(', ');
}
