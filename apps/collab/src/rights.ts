import { documentName, versionView } from '@samskriv/commands';
import { findClosingVersion, findPaper, findVersion, hearNotices, standingOf, type Notice, type Pool } from '@samskriv/database';
import { may } from '@samskriv/process';
import type { Connection, Hocuspocus } from '@hocuspocus/server';
import type { Context } from './context.ts';
import type { Log } from './log.ts';
import { CloseCode } from './messages.ts';
import type { Rooms } from './rooms.ts';

/**
 * Keeps open sockets to what their people may do now. A notice acts at once; after the line to the database was down,
 * and every `sweep` milliseconds, all are looked at. The append checks for itself, so a late notice never lets an edit in.
 */
export class Rights {
  readonly #sql: Pool;
  readonly #hocuspocus: Hocuspocus<Context>;
  readonly #rooms: Rooms;
  readonly #log: Log;
  readonly #timer: NodeJS.Timeout;
  /** Connections that have been told that their round is over. */
  readonly #told = new WeakSet<Connection<Context>>();
  #reviews = 0;
  #stopped = false;
  #listening: { stop(): Promise<void> } | null = null;

  constructor(sql: Pool, hocuspocus: Hocuspocus<Context>, rooms: Rooms, sweep: number, log: Log) {
    this.#sql = sql;
    this.#hocuspocus = hocuspocus;
    this.#rooms = rooms;
    this.#log = log;
    this.#timer = setInterval(() => void this.#afterSilence(), sweep).unref();
    void this.#listen();
  }

  /** Counts how often connections were looked at: one that signs in meanwhile is not among them yet. */
  get reviews(): number {
    return this.#reviews;
  }

  /**
   * Looks at a connection that has just come in, where what it signed in with may be out of date (`since` is the count of
   * reviews then), and tells one to a round that is over why it is.
   */
  async welcome(connection: Connection<Context>, { since, open }: { since: number; open: boolean }): Promise<void> {
    if (open && since === this.#reviews) return;
    await this.#hold(connection).catch((error: unknown) => this.#log.warn({ error }, 'rights could not be looked up'));
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#listening?.stop().catch(() => {});
  }

  async #listen(): Promise<void> {
    while (!this.#stopped) {
      try {
        this.#listening = await hearNotices(
          this.#sql,
          (notice) => void this.#hear(notice),
          () => void this.#afterSilence(),
        );
        return;
      } catch (error) {
        this.#log.warn({ error }, 'notices cannot be heard yet');
        await new Promise((resolve) => setTimeout(resolve, 500).unref());
      }
    }
  }

  async #hear(notice: Notice): Promise<void> {
    switch (notice.kind) {
      case 'rights':
        return this.#review((context) => context.personId === notice.personId);
      case 'group':
        return;
      case 'closed':
        return this.#review((context) => context.paperId === notice.paperId && context.round === notice.round);
      case 'thread':
        return this.#say({ type: 'thread', threadId: notice.threadId }, (context) => context.paperId === notice.paperId);
      case 'seen': {
        const { paperId, personId, threadId } = notice;
        return this.#say({ type: 'thread', threadId }, (context) => context.paperId === paperId && context.personId === personId);
      }
      case 'told':
        return this.#say({ type: 'told' }, (context) => context.personId === notice.personId);
      case 'round': {
        const { paperId, round } = notice;
        const said = { type: 'round', round, document: documentName(paperId, round) };
        return this.#say(said, (context) => context.paperId === paperId);
      }
      case 'version':
        return this.#announce(notice);
      case 'paper':
        return this.#rooms.find(notice.paperId, notice.round)?.hearOf(Number(notice.number));
    }
  }

  /** Tells these; what a thread says they ask for with their own rights. */
  #say(message: object, concerns: (context: Context) => boolean): void {
    const said = JSON.stringify(message);
    for (const document of this.#hocuspocus.documents.values()) {
      for (const connection of document.getConnections() as Connection<Context>[]) {
        if (concerns(connection.context)) connection.sendStateless(said);
      }
    }
  }

  /** Tells of a milestone. A version that ends its round is told of when the round is (`#hold`). */
  async #announce({ paperId, versionId }: { paperId: string; versionId: string }): Promise<void> {
    const version = await findVersion(this.#sql, versionId).catch(() => null);
    if (version === null || version.purpose !== 'milestone') return;
    this.#say({ type: 'sealed', version: versionView(version) }, (context) => context.paperId === paperId);
  }

  async #afterSilence(): Promise<void> {
    for (const live of this.#rooms.all()) await live.catchUp().catch(() => {});
    await this.#rooms.raise();
    await this.#review(() => true);
  }

  async #review(concerns: (context: Context) => boolean): Promise<void> {
    this.#reviews++;
    for (const document of this.#hocuspocus.documents.values()) {
      for (const connection of document.getConnections() as Connection<Context>[]) {
        if (!concerns(connection.context)) continue;
        try {
          await this.#hold(connection);
        } catch (error) {
          this.#log.warn({ error }, 'rights could not be looked up');
          return;
        }
      }
    }
  }

  async #hold(connection: Connection<Context>): Promise<void> {
    const { context } = connection;
    const { personId, standing } = await standingOf(this.#sql, context.credential, context.paperId, context.round);
    if (personId === null) return context.socket.close(CloseCode.notSignedIn, 'not_signed_in');
    if (standing === null || !may(standing.actor, 'paper.read', standing.groupId))
      return context.socket.close(CloseCode.notFound, 'not_found');
    if (!standing.open && !this.#told.has(connection)) await this.#sayWhy(connection);
    const mayWrite = standing.open && may(standing.actor, 'paper.write', standing.groupId);
    if (context.lane.broken !== null || connection.readOnly === !mayWrite) return;
    connection.readOnly = !mayWrite;
    connection.sendStateless(JSON.stringify({ type: 'rights', mayWrite, open: standing.open }));
  }

  /** Says who ended a round, when, for what and until when; and where the paper goes on, if it does. */
  async #sayWhy(connection: Connection<Context>): Promise<void> {
    this.#told.add(connection);
    const { paperId, round } = connection.context;
    const [version, paper] = await Promise.all([findClosingVersion(this.#sql, paperId, round), findPaper(this.#sql, paperId)]);
    if (version !== null) connection.sendStateless(JSON.stringify({ type: 'locked', version: versionView(version) }));
    if (paper === null || paper.round === round) return;
    connection.sendStateless(JSON.stringify({ type: 'round', round: paper.round, document: documentName(paperId, paper.round) }));
  }
}
