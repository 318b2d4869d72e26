import type { Refusal, RefusalCode } from '@samskriv/process';
import { m } from '#paraglide/messages.js';
import { sizeWords } from './size.ts';
import { whenWords } from './when.ts';

type Details = NonNullable<Refusal['details']>;

const words: Record<RefusalCode, (details: Details) => string> = {
  not_signed_in: () => m.refusal_not_signed_in(),
  wrong_credentials: () => m.refusal_wrong_credentials(),
  not_found: () => m.refusal_not_found(),
  forbidden: () => m.refusal_forbidden(),
  foreign_origin: ({ address }) => (address === undefined ? m.refusal_foreign_origin() : m.refusal_foreign_origin_address({ address })),
  paper_closed: () => m.refusal_paper_closed(),
  already_exists: () => m.refusal_already_exists(),
  chair_exists: () => m.refusal_chair_exists(),
  last_secretariat: () => m.refusal_last_secretariat(),
  too_many_tokens: ({ most }) => m.refusal_too_many_tokens({ most: most ?? '' }),
  link_used_or_expired: () => m.refusal_link_used_or_expired(),
  thread_answered: () => m.refusal_thread_answered(),
  thread_anchored: () => m.refusal_thread_anchored(),
  thread_resolved: () => m.refusal_thread_resolved(),
  no_proposal: () => m.refusal_no_proposal(),
  text_changed: () => m.refusal_text_changed(),
  pack_shared: () => m.refusal_pack_shared(),
  proposal_decided: () => m.refusal_proposal_decided(),
  proposal_not_kept: () => m.refusal_proposal_not_kept(),
  proposal_placed: () => m.refusal_proposal_placed(),
  already_locked: ({ by, at }) =>
    m.refusal_already_locked({ by: by ?? '', at: at === undefined ? '' : whenWords(new Date(at), new Date()) }),
  round_open: () => m.refusal_round_open(),
  text_damaged: () => m.refusal_text_damaged(),
  not_done: () => m.refusal_not_done(),
  outcome_unknown: () => m.refusal_outcome_unknown(),
  changed_meanwhile: ({ now }) => (now ? m.refusal_changed_meanwhile_now({ now }) : m.refusal_changed_meanwhile()),
  step_settled: () => m.refusal_step_settled(),
  step_not_optional: () => m.refusal_step_not_optional(),
  meeting_over: () => m.refusal_meeting_over(),
  not_agreed: () => m.refusal_not_agreed(),
  invalid_time: () => m.refusal_invalid_time(),
  ends_before_start: () => m.refusal_ends_before_start(),
  method_not_allowed: () => m.refusal_method_not_allowed(),
  malformed: () => m.refusal_malformed(),
  unknown_field: () => m.refusal_unknown_field(),
  unwritable: () => m.refusal_unwritable(),
  unexpected: ({ logId }) => m.refusal_unexpected({ logId: logId ?? '' }),
  too_large: ({ most }) => (most === undefined ? m.refusal_too_large() : m.refusal_too_large_file()),
  no_room: ({ used, most }) => m.refusal_no_room({ used: sizeWords(Number(used)), most: sizeWords(Number(most)) }),
  required: () => m.refusal_required(),
  invalid: () => m.refusal_invalid(),
  invalid_number: ({ most }) => m.refusal_invalid_number({ most: most ?? '' }),
  invalid_mail: () => m.refusal_invalid_mail(),
  invalid_date: () => m.refusal_invalid_date(),
  date_passed: () => m.refusal_date_passed(),
  invalid_address: () => m.refusal_invalid_address(),
  empty_file: () => m.refusal_empty_file(),
  wrong_file_type: () => m.refusal_wrong_file_type(),
  too_long: ({ most }) => (most === undefined ? m.refusal_too_long() : m.refusal_too_long_most({ most })),
  password_too_short: ({ least }) => m.refusal_password_too_short({ least: least ?? 8 }),
  password_too_common: () => m.refusal_password_too_common(),
  wrong_password: () => m.refusal_wrong_password(),
  too_many_uploads: () => m.refusal_too_many_uploads(),
  too_many_threads: ({ seconds }) => m.refusal_too_many_threads({ wait: wait(Number(seconds ?? 60)) }),
  too_many_searches: ({ seconds }) => m.refusal_too_many_searches({ wait: wait(Number(seconds ?? 60)) }),
  busy: () => m.refusal_busy(),
  too_heavy: () => m.refusal_too_heavy(),
  too_many_tries: ({ seconds }) =>
    seconds === undefined ? m.refusal_too_many_tries() : m.refusal_too_many_tries_wait({ wait: wait(Number(seconds)) }),
};

/** Why not, in the language of this request or page. */
export function refusalWords(code: RefusalCode, details: Details = {}): string {
  return words[code](details);
}

function wait(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  if (seconds < 90) return m.wait_seconds({ count: Math.max(1, Math.ceil(seconds)) });
  return minutes < 90 ? m.wait_minutes({ count: minutes }) : m.wait_hours({ count: Math.ceil(minutes / 60) });
}
