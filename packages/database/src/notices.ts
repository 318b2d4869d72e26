import type { Pool, Sql } from './connect.ts';

/**
 * What one process tells the others, ids only: whoever hears it reads the truth from the tables.
 * `rights`: a person's sessions, tokens, roles or suspension changed. `paper`: the log of a round has grown through a
 * command. `closed`: a round no longer takes edits. `version`: a version was sealed. `round`: a new round was opened. `group`:
 * roster or name of a group changed. `thread`: something about a thread of a paper changed. `seen`: a person has read a thread,
 * on one of their devices. `told`: what a person is told has changed.
 */
export type Notice =
  | { kind: 'rights'; personId: string }
  | { kind: 'paper'; paperId: string; round: number; number: string }
  | { kind: 'closed'; paperId: string; round: number }
  | { kind: 'version'; paperId: string; versionId: string }
  | { kind: 'round'; paperId: string; round: number }
  | { kind: 'thread'; paperId: string; threadId: string }
  | { kind: 'seen'; personId: string; paperId: string; threadId: string }
  | { kind: 'told'; personId: string }
  | { kind: 'group'; groupId: string };

const channel = 'samskriv';

/**
 * Tells every process, when the transaction commits. NOTIFY takes a database-wide lock at commit, so it never stands on
 * the path of an edit (PostgreSQL manual, NOTIFY).
 */
export async function notify(sql: Sql, notice: Notice): Promise<void> {
  await sql`select pg_notify(${channel}, ${JSON.stringify(notice)})`;
}

/**
 * Hears notices until `stop`. `onConnect` runs at the first and at every later connection: notices sent while the line was
 * down are gone, so the listener must then look everything up anew.
 */
export async function hearNotices(
  pool: Pool,
  onNotice: (notice: Notice) => void,
  onConnect: () => void,
): Promise<{ stop(): Promise<void> }> {
  const listening = await pool.listen(channel, (payload) => onNotice(JSON.parse(payload) as Notice), onConnect);
  return { stop: () => listening.unlisten() };
}
