import { csv, exportAudit, listAuditChoices, readAudit, type AuditQuestion } from '@samskriv/commands';
import { isRefusal } from '@samskriv/process';
import type { RequestEvent } from '@sveltejs/kit';
import { actionWords, actWords, type ActTold } from '#lib/words/acts.ts';
import { exactWords } from '#lib/words/when.ts';
import { refusalWords } from '#lib/words/refusal.ts';
import { m } from '#paraglide/messages.js';
import { orError, signedIn } from './guard.ts';

// The filters as they stand in the address; the names of the form's fields.
const auditFields = ['person', 'action', 'group', 'thing', 'from', 'to'] as const;

type Asked = Record<(typeof auditFields)[number], string>;

/** A page of the audit log, of the house or of one group, as the form in the address asks for it. */
export async function loadAudit(event: Pick<RequestEvent, 'locals' | 'url'>, groupId: string | null) {
  const { house, actor } = signedIn(event);
  const asked = askedIn(event.url);
  const choices = orError(await listAuditChoices(house, actor, { groupId }));
  const read = await readAudit(house, actor, { ...question(asked, groupId), before: event.url.searchParams.get('before') });
  // A day that is none is told at its field; the rest of the form stays.
  const wrong = isRefusal(read) && (read.field === 'from' || read.field === 'to') ? read : null;
  const page = wrong === null ? orError(read) : { acts: [], next: null };
  const withAsked = (more: Record<string, string>) => {
    const kept = Object.entries({ ...asked, ...more }).filter(([, value]) => value !== '');
    return `?${new URLSearchParams(kept).toString()}`;
  };
  const byWords = (one: { words: string }, other: { words: string }) => one.words.localeCompare(other.words, 'da');
  return {
    asked,
    error: wrong === null ? null : { field: wrong.field!, words: refusalWords(wrong.refused, wrong.details) },
    lines: page.acts.map((act) => ({
      id: act.id,
      at: act.at.toISOString(),
      time: exactWords(act.at),
      what: actWords(act),
      group: groupId === null ? act.group : null,
      onlyThis: act.thing === null || act.thing.id === asked.thing ? null : withAsked({ thing: act.thing.id }),
    })),
    older: page.next === null ? null : withAsked({ before: page.next }),
    newest: event.url.searchParams.has('before') ? withAsked({}) : null,
    people: choices.people.map(({ id, name }) => ({ value: id, words: name })).sort(byWords),
    actions: choices.actions.map((action) => ({ value: action, words: actionWords(action) })).sort(byWords),
    groups: groupId === null ? choices.groups.map(({ id, title }) => ({ value: id, words: title })).sort(byWords) : null,
    groupTitle: groupId === null ? null : (choices.groups[0]?.title ?? ''),
    export: withAsked({}),
  };
}

/** What one asks for, in a file for a spreadsheet. */
export async function auditFile(event: Pick<RequestEvent, 'locals' | 'url'>, groupId: string | null): Promise<Response> {
  const { house, actor } = signedIn(event);
  const acts = orError(await exportAudit(house, actor, question(askedIn(event.url), groupId)));
  const head = [m.audit_when(), m.audit_what(), m.audit_person(), m.audit_action(), m.audit_group()];
  const day = new Date().toISOString().slice(0, 10);
  return new Response(csv([head, ...acts.map(row)]), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="log-${day}.csv"`,
      'cache-control': 'private, no-store',
    },
  });
}

function row(act: ActTold): string[] {
  return [act.at.toISOString(), actWords(act), act.actor?.name ?? '', act.action, act.group?.title ?? ''];
}

function askedIn(url: URL): Asked {
  return Object.fromEntries(auditFields.map((name) => [name, (url.searchParams.get(name) ?? '').slice(0, 100)])) as Asked;
}

function question({ person, action, group, thing, from, to }: Asked, groupId: string | null): AuditQuestion {
  return { groupId: groupId ?? (group === '' ? null : group), personId: person, action, thingId: thing, from, to };
}
