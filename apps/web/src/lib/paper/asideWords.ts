import type { VersionView } from '@samskriv/commands';
import { personLine } from '#lib/versions/version.ts';
import { whenWords } from '#lib/words/when.ts';
import { m } from '#paraglide/messages.js';
import type { Aside } from './aside.ts';

/**
 * Text that was refused. `lock`: the version that was locked before it had arrived, null where that was not the reason.
 * `round`: the earlier round it was written in, null for the present one.
 */
export type SetAside = { readonly aside: Aside; readonly lock: VersionView | null; readonly round: number | null };

/** Why a text was refused, and what can be done with it. */
export function asideWords({ aside, lock, round }: SetAside): string {
  if (lock === null) return (reasonWords[aside.reason ?? ''] ?? m.paper_aside_text)();
  const told = { name: personLine(lock.by), when: whenWords(new Date(lock.at), new Date()) };
  return round === null ? m.lock_aside_text(told) : m.lock_aside_earlier({ ...told, round });
}

/** By the server's reason (`NotTaken` in apps/collab). The others have nothing to tell the person but that it was not taken. */
const reasonWords: Readonly<Record<string, () => string>> = {
  content: m.paper_aside_content,
  depth: m.paper_aside_depth,
  characters: m.paper_aside_characters,
  length: m.paper_aside_content,
  full: m.paper_aside_full,
  removal: m.paper_aside_content,
  too_many_clients: m.paper_aside_clients,
};
