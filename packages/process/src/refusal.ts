/**
 * An expected no. It is returned, not thrown; one edge function maps it to a status and to words in the person's
 * language. `field` names the input it concerns, when it concerns one.
 */
export type Refusal = {
  readonly refused: RefusalCode;
  readonly field?: string;
  readonly details?: Readonly<Record<string, string | number>>;
};

/** Every reason for a no. The words for each are in apps/web/messages under `refusal_<code>`. */
export type RefusalCode = keyof typeof refusalStatus;

/** The HTTP status of each reason (the contract in README.md, "API"). */
export const refusalStatus = {
  not_signed_in: 401,
  wrong_credentials: 401,
  not_found: 404,
  forbidden: 403,
  foreign_origin: 403,
  paper_closed: 409,
  already_exists: 409,
  chair_exists: 409,
  last_secretariat: 409,
  too_many_tokens: 409,
  link_used_or_expired: 409,
  thread_answered: 409,
  thread_anchored: 409,
  thread_resolved: 409,
  no_proposal: 409,
  text_changed: 409,
  changed_meanwhile: 409,
  pack_shared: 409,
  proposal_decided: 409,
  proposal_not_kept: 409,
  proposal_placed: 409,
  already_locked: 409,
  round_open: 409,
  step_settled: 409,
  step_not_optional: 409,
  meeting_over: 409,
  not_agreed: 409,
  method_not_allowed: 405,
  too_large: 413,
  no_room: 413,
  too_heavy: 413,
  malformed: 422,
  unknown_field: 422,
  unwritable: 422,
  required: 422,
  invalid: 422,
  invalid_number: 422,
  invalid_mail: 422,
  invalid_date: 422,
  date_passed: 422,
  invalid_address: 422,
  empty_file: 422,
  wrong_file_type: 422,
  invalid_time: 422,
  ends_before_start: 422,
  too_long: 422,
  password_too_short: 422,
  password_too_common: 422,
  wrong_password: 422,
  too_many_tries: 429,
  too_many_uploads: 429,
  too_many_threads: 429,
  too_many_searches: 429,
  busy: 429,
  unexpected: 500,
  text_damaged: 503,
  not_done: 503,
  outcome_unknown: 503,
} as const;

/** Makes a refusal; `field` is the input's name as the form or the JSON body has it. */
export function refuse(code: RefusalCode, field?: string, details?: Refusal['details']): Refusal {
  return { refused: code, ...(field === undefined ? {} : { field }), ...(details === undefined ? {} : { details }) };
}

/** Whether a command's outcome is a no. */
export function isRefusal(outcome: unknown): outcome is Refusal {
  return typeof outcome === 'object' && outcome !== null && 'refused' in outcome;
}
