import type { Verification } from '@samskriv/commands';
import { m } from '#paraglide/messages.js';

/** One thing that was checked of a version, in words; `broken` names what of it does not hold, and is empty when all does. */
export type Check = { readonly words: string; readonly broken: readonly string[] };

const groups = {
  seal: ['seal', 'format'],
  chain: ['chain', 'previousHash'],
  state: ['stateText'],
  log: ['log', 'logText'],
};

/** What a verification has checked, one by one. `first`: no version stands before it. */
export function checksOf({ broken }: Pick<Verification, 'broken'>, first: boolean): Check[] {
  const of = (names: readonly string[]): string[] => broken.filter((name) => names.includes(name));
  const known = Object.values(groups).flat();
  return [
    { words: m.version_check_seal(), broken: of(groups.seal) },
    { words: m.version_check_parts(), broken: broken.filter((name) => !known.includes(name)) },
    { words: first ? m.version_check_first() : m.version_check_chain(), broken: of(groups.chain) },
    { words: m.version_check_state(), broken: of(groups.state) },
    { words: m.version_check_log(), broken: of(groups.log) },
  ];
}
