import type { Cookies, RequestEvent } from '@sveltejs/kit';
import { kept } from './session.ts';
import { m } from '#paraglide/messages.js';

/** What a page says after something was done and the person was sent on to it. */
const words = {
  saved: m.told_saved,
  roster_added: m.told_roster_added,
  roster_changed: m.told_roster_changed,
  roster_removed: m.told_roster_removed,
  group_made: m.told_group_made,
  meeting_planned: m.told_meeting_planned,
  meeting_cancelled: m.told_meeting_cancelled,
  answered: m.told_answered,
  person_invited: m.told_person_invited,
  person_suspended: m.told_person_suspended,
  person_restored: m.told_person_restored,
  password_changed: m.told_password_changed,
  session_ended: m.told_session_ended,
  sessions_ended: m.told_sessions_ended,
  signed_out_everywhere: m.told_signed_out_everywhere,
  token_revoked: m.told_token_revoked,
  material_added: m.told_material_added,
  material_removed: m.told_material_removed,
  pack_shared: m.told_pack_shared,
  basis_submitted: m.told_basis_submitted,
  basis_draft: m.told_basis_draft,
  found_pasted: m.told_found_pasted,
  proposal_placed: m.told_proposal_placed,
  welcome: m.told_welcome,
  version_locked: m.told_version_locked,
  text_restored: m.told_text_restored,
  comment_sent: m.told_comment_sent,
};
export type ToldCode = keyof typeof words;

const cookie = 'samskriv_told';

/** Leaves word for the next page. */
export function tell(event: Pick<RequestEvent, 'cookies' | 'url' | 'locals'>, code: ToldCode): void {
  event.cookies.set(cookie, code, { ...kept(event), maxAge: 60 });
}

/** What was left to be said, once, in the language of the page, with a mark that tells it from the next; null when there is nothing. */
export function takeTold(cookies: Cookies): { code: ToldCode; words: string; mark: string } | null {
  const left = cookies.get(cookie);
  if (left === undefined) return null;
  cookies.delete(cookie, { path: '/' });
  if (!Object.hasOwn(words, left)) return null;
  const code = left as ToldCode;
  return { code, words: words[code](), mark: crypto.randomUUID() };
}
