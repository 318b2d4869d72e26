import type { SectionSummary } from '@samskriv/document';
import { describe, expect, it } from 'vitest';
import { everything, gather, neighbour, sift } from './arrange.ts';
import type { Thread } from './thread.ts';

const person = (name: string) => ({ id: name, name, organisation: { id: `org-${name}`, name: `Org ${name}` } });

function thread(id: string, change: Partial<Thread> & { author?: string; body?: string; sectionId?: string; mine?: boolean } = {}): Thread {
  const { author = 'Anna', body = 'Hvorfor?', sectionId = 's1', mine = false, ...more } = change;
  const said = { id: `${id}-1`, author: person(author), body, at: '', editedAt: null, deleted: false, mine, unread: false };
  return {
    id,
    paperId: 'p',
    round: 1,
    versionId: null,
    kind: 'general',
    proposal: null,
    resolved: false,
    resolvedBy: null,
    resolvedAt: null,
    accepted: null,
    assignedTo: null,
    dueDate: null,
    openedAt: id,
    opener: person(author),
    anchor: {
      state: 'anchored',
      quote: 'faste arrangementer',
      currentQuote: 'faste arrangementer',
      prefix: '',
      suffix: '',
      sectionId,
      point: null,
      openedAtPoint: null,
      whole: false,
      ranges: [],
    },
    comments: [said],
    unread: 0,
    told: 0,
    mentionsMe: false,
    unanswered: true,
    may: { reply: true, resolve: true, accept: false, delete: false, reattach: false },
    ...more,
  };
}

const ids = (threads: readonly Thread[]) => threads.map(({ id }) => id).join(' ');

describe('a list of threads', () => {
  const all = [
    thread('a', { body: 'Skal **krus** med?', mine: true }),
    thread('b', { resolved: true }),
    thread('c', { author: 'Bo', kind: 'technical', unanswered: false, mentionsMe: true, sectionId: 's2' }),
  ];

  it('is chosen out by state, kind, person, organisation, section and what concerns oneself', () => {
    expect(ids(sift(all, everything, 'me'))).toBe('a c');
    expect(ids(sift(all, { ...everything, state: 'resolved' }, 'me'))).toBe('b');
    expect(ids(sift(all, { ...everything, state: 'all' }, 'me'))).toBe('a b c');
    expect(ids(sift(all, { ...everything, mine: true }, 'me'))).toBe('a');
    const given = thread('d', { assignedTo: person('me') });
    expect(ids(sift([...all, given], { ...everything, mine: true }, 'me'))).toBe('a d');
    expect(ids(sift([...all, given], { ...everything, mine: true }, 'Bo'))).toBe('a');
    expect(ids(sift(all, { ...everything, mentionsMe: true }, 'me'))).toBe('c');
    expect(ids(sift(all, { ...everything, unanswered: true }, 'me'))).toBe('a');
    expect(ids(sift(all, { ...everything, kind: 'technical' }, 'me'))).toBe('c');
    expect(ids(sift(all, { ...everything, personId: 'Bo' }, 'me'))).toBe('c');
    expect(ids(sift(all, { ...everything, organisationId: 'org-Anna' }, 'me'))).toBe('a');
    expect(ids(sift(all, { ...everything, sectionId: 's2' }, 'me'))).toBe('c');
  });

  it('is searched in what was said, the passage and names, by every word', () => {
    expect(ids(sift(all, { ...everything, words: 'KRUS anna' }, 'me'))).toBe('a');
    expect(ids(sift(all, { ...everything, words: 'faste' }, 'me'))).toBe('a c');
    expect(ids(sift(all, { ...everything, words: 'krus bo' }, 'me'))).toBe('');
  });

  it('stands by section in the order of the paper, lost ones last', () => {
    const sections = [{ id: 's2' }, { id: 's1' }] as SectionSummary[];
    const gathered = gather(
      [thread('x'), ...all, thread('y', { sectionId: 'gone' })],
      sections,
      new Map([
        ['a', 10],
        ['b', 5],
        ['c', 1],
      ]),
    );
    expect(gathered.map(({ section, threads }) => `${section?.id ?? 'none'}: ${ids(threads)}`)).toEqual(['s2: c', 's1: b a x', 'none: y']);
  });

  it('is gone through in both directions', () => {
    expect(neighbour(['a', 'b'], null, 1)).toBe('a');
    expect(neighbour(['a', 'b'], 'a', 1)).toBe('b');
    expect(neighbour(['a', 'b'], 'b', 1)).toBeNull();
    expect(neighbour(['a', 'b'], null, -1)).toBe('b');
    expect(neighbour([], null, 1)).toBeNull();
  });
});
