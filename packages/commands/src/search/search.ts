import { isOfMember, oldestUnread, organisationOf, searchAll, type FoundRow } from '@samskriv/database';
import { may, mayReadKnowledge, refuse, type Actor, type Refusal } from '@samskriv/process';
import type { House } from '../house.ts';
import { overQuota } from '../quotas.ts';

const mostWords = 8;
const mostLetters = 200;

/** What was found. `behind` is since when an edit of a paper waits to be read for the search; null when all are. */
export type SearchOutcome = { results: FoundRow[]; behind: Date | null };

/**
 * Searches everything a person may see: papers and minutes, threads, material, the mapping and proposals. Words are taken by their
 * Danish stem, by how they begin, and from four letters on inside longer words; all of them must be there. Nothing asked finds nothing.
 */
export async function searchHouse(
  house: House,
  actor: Actor,
  { query, most = 50 }: { query: string; most?: number },
): Promise<SearchOutcome | Refusal> {
  if (query.length > mostLetters) return refuse('too_long', 'q', { most: mostLetters });
  const asked = askedWords(query);
  if (asked === null) return { results: [], behind: null };
  const over = overQuota(house, 'searches', actor.personId);
  if (over !== null) return over;
  const groups = actor.secretariat ? null : [...actor.roles.keys()].filter((id) => may(actor, 'paper.read', id));
  const preparing = groups === null ? null : groups.filter((id) => may(actor, 'material.prepare', id));
  const filling = (groups ?? []).filter((id) => may(actor, 'mapping.fill', id));
  const [member, organisation] = await Promise.all([isOfMember(house.sql, actor.personId), organisationOf(house.sql, actor.personId)]);
  const reach = { groups, preparing, filling, knowledge: mayReadKnowledge(actor, member), organisation };
  const [results, behind] = await Promise.all([searchAll(house.sql, asked, reach, most), oldestUnread(house.sql, groups)]);
  return { results, behind };
}

/** The words of what was asked, as `searchAll` takes them; null without any. */
export function askedWords(query: string): string[] | null {
  const words = query
    .normalize('NFC')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu);
  return words?.slice(0, mostWords) ?? null;
}
