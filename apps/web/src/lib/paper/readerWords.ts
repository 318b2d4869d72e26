import { m } from '#paraglide/messages.js';

/** Why a person only reads a paper. */
export function readerWords({ state, role }: { state: 'open' | 'closed'; role: string }): string {
  if (state === 'closed') return m.paper_reader_closed();
  if (role === 'observer') return m.paper_reader_observer();
  return role === 'expert' ? m.paper_reader_expert() : m.paper_reader_other();
}
