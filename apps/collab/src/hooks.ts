import { createHash } from 'node:crypto';
import { isShutOut, readDocumentName } from '@samskriv/commands';
import { answerWithin, standingOf, type Pool } from '@samskriv/database';
import { may, personColour } from '@samskriv/process';
import type { Configuration } from '@hocuspocus/server';
import type { Context } from './context.ts';
import type { EditBudget } from './editBudget.ts';
import { EditDoor, type Tally } from './editDoor.ts';
import { EditLane, PATIENCE } from './livePaper.ts';
import type { Log } from './log.ts';
import { CloseCode } from './messages.ts';
import { PresenceDoor } from './presence.ts';
import type { Rights } from './rights.ts';
import type { Rooms } from './rooms.ts';
import { tellRoom } from './tellRoom.ts';

/** A hook says no without a word of its own: Hocuspocus prints every message. */
class Quiet extends Error {
  readonly reason: string;
  constructor(reason: string) {
    super('');
    this.reason = reason;
  }
}

const sync1 = 0;

/** What Hocuspocus asks us, in the order of a connection's life. */
export function hooks(
  sql: Pool,
  rooms: Rooms,
  log: Log,
  tally: Tally,
  budget: EditBudget,
  rights: () => Rights,
): Partial<Configuration<Context>> {
  return guarded(log, {
    async onAuthenticate({ token, documentName, context, connectionConfig }) {
      const credential = token === '' ? context.cookie : createHash('sha256').update(token).digest('hex');
      const place = readDocumentName(documentName);
      const since = rights().reviews;
      if (credential === null) throw new Quiet('not_signed_in');
      const looked = async () => {
        const found = await standingOf(sql, credential, place?.paperId ?? NOWHERE, place?.round ?? 0);
        const shut = found.personId !== null && (await isShutOut({ sql, demo: context.demo }, found.personId));
        return shut ? { personId: null, standing: null } : found;
      };
      const found = await answerWithin(PATIENCE, looked()).catch((error: unknown) => {
        log.warn({ error }, 'the database did not answer a sign-in on a socket');
        context.socket.close(CloseCode.tryAgain, 'database away');
        throw new Quiet('try_again');
      });
      if (found.personId === null) throw new Quiet('not_signed_in');
      const { standing } = found;
      if (place === null || standing === null || !may(standing.actor, 'paper.read', standing.groupId)) throw new Quiet('not_found');
      // It would delete, for everybody, the nodes that it does not know: it is told before it has read anything.
      if (context.schema !== null && context.schema < standing.schema) {
        context.socket.close(CloseCode.outdated, 'schema');
        throw new Quiet('schema');
      }
      connectionConfig.readOnly = !standing.open || !may(standing.actor, 'paper.write', standing.groupId);
      const { id: personId, name } = standing.person;
      const signedIn = { since, open: standing.open };
      return {
        personId,
        name,
        credential,
        ...place,
        lane: new EditLane(personId, credential, context.schema !== null),
        signedIn,
      } satisfies Partial<Context>;
    },

    async onLoadDocument({ document, context }) {
      try {
        await rooms.open(document, context.paperId, context.round);
      } catch (error) {
        log.error({ document: document.name, error }, 'a paper could not be opened');
        context.socket.close(CloseCode.tryAgain, 'cannot open');
        throw new Quiet('try_again');
      }
    },

    async connected({ connection, context }) {
      const live = rooms.of(connection.document);
      const face = { id: context.personId, name: context.name, colour: personColour(context.personId) };
      const edits = new EditDoor(live, connection, context.socket, context.lane, tally, log, budget);
      context.socket.enter(connection, new PresenceDoor(live, connection, face), edits, rooms.opening(live));
      connection.onClose(() => context.socket.leave(connection));
      tellRoom(live, [connection]);
      await rights().welcome(connection, context.signedIn);
    },

    // Edits take their own way (EditDoor). One that came here all the same would be applied before it is committed.
    async beforeSync({ connection, type, context }) {
      if (type === sync1) return;
      connection.readOnly = true;
      context.socket.close(CloseCode.malformed, 'an edit past its door');
    },

    // Presence takes its own way (PresenceDoor), so nothing of a socket's comes here.
    async beforeHandleAwareness({ states }) {
      states.clear();
    },

    // Clients have nothing to say in free text; a message that is not ours is no reason to end anything.
    async onStateless() {},

    async onStoreDocument({ document }) {
      await rooms.compact(document);
    },

    async beforeUnloadDocument({ document }) {
      if (rooms.of(document).pending > 0) throw new Quiet('an edit is under way');
    },

    async afterUnloadDocument({ documentName }) {
      rooms.close(documentName);
    },
  });
}

/** Hooks that Hocuspocus calls without waiting for them: what they throw would end the process. */
const unawaited = ['connected', 'onStateless', 'onStoreDocument', 'afterUnloadDocument'] as const;

function guarded(log: Log, all: Partial<Configuration<Context>>): Partial<Configuration<Context>> {
  for (const name of unawaited) {
    const hook = all[name] as ((payload: unknown) => Promise<unknown>) | undefined;
    if (hook === undefined) continue;
    Object.assign(all, {
      [name]: async (payload: unknown) => {
        try {
          return await hook(payload);
        } catch (error) {
          log.error({ hook: name, error }, 'a hook failed');
        }
      },
    });
  }
  return all;
}

/** Where a name that is no paper's is looked up, so that it costs the same and finds nothing. */
const NOWHERE = '00000000-0000-0000-0000-000000000000';
