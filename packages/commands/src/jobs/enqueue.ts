import type { Sql } from '@samskriv/database';

// The payload of a job says for whom, never the link itself: the job makes that at the moment of sending, so that no
// secret lies in the job table.

/** Asks for an invitation to be mailed, when the transaction commits. */
export async function enqueueInvitationMail(sql: Sql, { personId, madeBy }: { personId: string; madeBy: string }): Promise<void> {
  await addJob(sql, 'mailInvitation', { personId, madeBy });
}

/** Asks for a reset link to be mailed to whoever has this mail here, if anybody. */
export async function enqueueResetMail(sql: Sql, mail: string): Promise<void> {
  await addJob(sql, 'mailReset', { mail });
}

/** Asks for a person's unread notices to be mailed, a minute from now at the earliest: what comes meanwhile goes with them. */
export async function enqueueNoticeMail(sql: Sql, personId: string): Promise<void> {
  await addJob(sql, 'mailNotices', { personId }, { key: `mailNotices:${personId}`, inSeconds: 60 });
}

/** Asks for a person to be told by mail of material they have not seen, a minute from now at the earliest. */
export async function enqueueMaterialMail(sql: Sql, personId: string): Promise<void> {
  await addJob(sql, 'mailMaterial', { personId }, { key: `mailMaterial:${personId}`, inSeconds: 60 });
}

/**
 * Asks for a meeting to be mailed as it stands to everybody who has not been told of it so, and to whoever is no longer asked,
 * half a minute from now.
 */
export async function enqueueMeetingMail(sql: Sql, meetingId: string): Promise<void> {
  await addJob(sql, 'mailMeeting', { meetingId }, { key: `mailMeeting:${meetingId}`, inSeconds: 30 });
}

/** Asks for an expert's invitation to be mailed. */
export async function enqueueExpertMail(sql: Sql, nominationId: string): Promise<void> {
  await addJob(sql, 'mailExpert', { nominationId });
}

/** Asks for the lost threads of a paper to be looked for in its text. */
export async function enqueueThreadSearch(sql: Sql, paperId: string): Promise<void> {
  await addJob(sql, 'findThreads', { paperId }, { key: `findThreads:${paperId}`, inSeconds: 0 });
}

// Graphile Worker waits exp(min(10, attempt)) seconds between tries, so 40 tries bridge a mail server that is away for a week.
const tries = 40;

async function addJob(
  sql: Sql,
  task: string,
  payload: Record<string, string>,
  once: { key: string; inSeconds: number } | null = null,
): Promise<void> {
  if (once !== null) {
    // A job that waits already does; it keeps its time, or a busy day would put it off for ever.
    await sql`
      select graphile_worker.add_job(${task}::text, payload => ${JSON.stringify(payload)}::text::json, max_attempts => ${tries}::int,
        job_key => ${once.key}::text, job_key_mode => 'preserve_run_at', run_at => now() + make_interval(secs => ${once.inSeconds}::int))`;
    return;
  }
  // The text is cast because the type of a parameter here follows from nothing else.
  await sql`select graphile_worker.add_job(${task}::text, payload => ${JSON.stringify(payload)}::text::json, max_attempts => ${tries}::int)`;
}
