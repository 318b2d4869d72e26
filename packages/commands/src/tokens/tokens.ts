import { createToken, longestTokenDays } from '@samskriv/auth';
import { inTransaction, notify, recordAct, revokeOwnToken, selectTokens, type TokenRow } from '@samskriv/database';
import { isRefusal, refuse, type Actor, type Refusal } from '@samskriv/process';
import { line } from '../fields.ts';
import type { House } from '../house.ts';
import { isId } from '../identifiers.ts';

/** A token just made: `token` is shown this once and stored nowhere; `handle` names it in the list. */
export type MadeToken = { token: string; handle: string; expiresAt: Date };

/** Makes a bearer token for oneself, with one's own rights. It lives `days` (1 to 365), a year when left out. Refused when twenty count already. */
export async function makeToken(house: House, actor: Actor, input: { label: string; days?: number }): Promise<MadeToken | Refusal> {
  const label = line(input.label, 'label', 100);
  if (isRefusal(label)) return label;
  const days = input.days ?? longestTokenDays;
  if (!Number.isInteger(days) || days < 1 || days > longestTokenDays) return refuse('invalid', 'days');
  return inTransaction(house.sql, async (sql) => {
    const made = await createToken(sql, actor.personId, { label, days });
    if (isRefusal(made)) return made;
    await recordAct(sql, { actor: actor.personId, action: 'token.make', thing: { kind: 'token', id: made.handle }, details: { days } });
    return made;
  });
}

/** One's own tokens that count now, newest first. */
export async function listTokens(house: House, actor: Actor): Promise<TokenRow[]> {
  return selectTokens(house.sql, actor.personId);
}

/** Revokes one of one's own tokens at once; another's is not found. */
export async function revokeToken(house: House, actor: Actor, { handle }: { handle: string }): Promise<{ handle: string } | Refusal> {
  if (!isId(handle)) return refuse('not_found');
  return inTransaction(house.sql, async (sql) => {
    if (!(await revokeOwnToken(sql, actor.personId, handle))) return refuse('not_found');
    await recordAct(sql, { actor: actor.personId, action: 'token.revoke', thing: { kind: 'token', id: handle } });
    await notify(sql, { kind: 'rights', personId: actor.personId });
    return { handle };
  });
}
