import { createLink, drawSecret, hashSecret } from '@samskriv/auth';
import {
  findMembership,
  findPerson,
  findSignIn,
  holdGroup,
  inTransaction,
  insertNomination,
  insertPerson,
  isTaken,
  notify,
  recordAct,
  saveNominationLink,
  selectNominations,
  updateInvited,
  updateNomination,
  upsertMembership,
  type NominationRow,
  type Sql,
} from '@samskriv/database';
import { isRefusal, may, refuse, type Action, type Actor, type Refusal } from '@samskriv/process';
import { day, line, mailAddress, optionalLine, text } from '../fields.ts';
import { closedGroup, missingGroup } from '../groups/reach.ts';
import type { House } from '../house.ts';
import { isId } from '../identifiers.ts';
import { enqueueExpertMail } from '../jobs/enqueue.ts';
import { linkPath } from '../people/link.ts';
import { today } from '../process/ways.ts';

const linkLives = 30 * 86_400_000;

/** A group's experts as they are asked for, and what one may do about it. */
export type ExpertsView = { nominations: NominationRow[]; may: { nominate: boolean; invite: boolean } };

/** The experts somebody wants in a group, for whoever is in it. Mail addresses are for those who nominate. */
export async function listExperts(house: House, actor: Actor, groupId: string): Promise<ExpertsView | Refusal> {
  const closed = await missingGroup(house.sql, actor, groupId, 'group.see');
  if (closed !== null) return closed;
  const nominate = may(actor, 'expert.nominate', groupId);
  const nominations = await selectNominations(house.sql, { groupId });
  return {
    nominations: nominations.map((row) => (nominate ? row : { ...row, mail: '' })),
    may: { nominate, invite: may(actor, 'expert.invite', groupId) },
  };
}

/** Says whom one wants as an expert in the group, and why. Nobody is asked yet. */
export async function nominateExpert(
  house: House,
  actor: Actor,
  input: { groupId: string; name: string; mail: string; workplace?: string | null; reason?: string },
): Promise<{ nominationId: string } | Refusal> {
  const { groupId } = input;
  const closed = closedGroup(actor, groupId, 'expert.nominate');
  if (closed !== null) return closed;
  const name = line(input.name, 'name', 120);
  if (isRefusal(name)) return name;
  const mail = mailAddress(input.mail, 'mail');
  if (isRefusal(mail)) return mail;
  const workplace = optionalLine(input.workplace, 'workplace');
  if (isRefusal(workplace)) return workplace;
  const reason = text(input.reason ?? '', 'reason', 2000);
  if (isRefusal(reason)) return reason;
  try {
    return await inTransaction(house.sql, async (sql) => {
      if (!(await holdGroup(sql, groupId))) return refuse('not_found');
      const nominatedBy = actor.personId;
      const nominationId = await insertNomination(sql, { groupId, name, mail, workplace: workplace ?? '', reason, nominatedBy });
      await told(sql, actor.personId, 'expert.nominate', groupId);
      return { nominationId };
    });
  } catch (error) {
    if (isTaken(error)) return refuse('already_exists', 'mail');
    throw error;
  }
}

/**
 * Invites a nominated expert until a day (`YYYY-MM-DD`). The link goes by mail; where the house sends none, `path` is for the
 * one who invites to hand over, shown this once. Inviting again makes a new link, and the older one dies.
 */
export async function inviteExpert(
  house: House,
  actor: Actor,
  { nominationId, untilDate }: { nominationId: string; untilDate: string },
): Promise<{ groupId: string; path: string | null } | Refusal> {
  return onNomination(house, actor, nominationId, 'expert.invite', async (sql, { groupId, state }) => {
    if (untilDate === '') return refuse('required', 'untilDate');
    const until = day(untilDate, 'untilDate');
    if (isRefusal(until)) return until;
    if (until < today()) return refuse('date_passed', 'untilDate');
    if (state !== 'nominated' && state !== 'invited') return refuse('link_used_or_expired');
    await updateInvited(sql, nominationId, { by: actor.personId, untilDate: until });
    await told(sql, actor.personId, 'expert.invite', groupId);
    if (house.mail !== null) {
      await enqueueExpertMail(sql, nominationId);
      return { groupId, path: null };
    }
    return { groupId, path: await freshExpertLink(sql, nominationId) };
  });
}

/** Takes a nomination or an invitation back; its link is dead at once. Who has accepted is taken out of the roster instead. */
export async function withdrawExpert(
  house: House,
  actor: Actor,
  { nominationId }: { nominationId: string },
): Promise<{ groupId: string } | Refusal> {
  return onNomination(house, actor, nominationId, 'expert.nominate', async (sql, { groupId, state, nominatedBy }) => {
    if (state !== 'nominated' && state !== 'invited') return refuse('link_used_or_expired');
    if (nominatedBy?.id !== actor.personId && !may(actor, 'expert.invite', groupId)) return refuse('forbidden');
    await updateNomination(sql, nominationId, 'withdrawn');
    await told(sql, actor.personId, 'expert.withdraw', groupId);
    return { groupId };
  });
}

/** What an expert's link asks, before it is answered. */
export type ExpertInvitation = { name: string; group: string; invitedBy: string | null; untilDate: string };

/** What the link asks, for whoever holds it; a link that is used, withdrawn or out of date opens nothing. */
export async function readExpertInvitation(house: House, secret: string): Promise<ExpertInvitation | Refusal> {
  const [row] = await selectNominations(house.sql, { token: hashSecret(secret) });
  if (row === undefined || row.untilDate === null) return refuse('link_used_or_expired');
  return { name: row.name, group: row.groupTitle, invitedBy: row.invitedBy?.name ?? null, untilDate: row.untilDate };
}

/**
 * Answers an expert's invitation. Whoever accepts is an expert in the one group until the day; they are made known to the house
 * if they are not yet, and then `next` is where they choose a password, else where they sign in.
 */
export async function answerExpertInvitation(
  house: House,
  { secret, accept }: { secret: string; accept: boolean },
): Promise<{ next: string | null } | Refusal> {
  return inTransaction(house.sql, async (sql) => {
    const [row] = await selectNominations(sql, { token: hashSecret(secret) }, { hold: true });
    if (row === undefined || row.untilDate === null) return refuse('link_used_or_expired');
    const { id, groupId, untilDate } = row;
    if (!accept) {
      await updateNomination(sql, id, 'declined');
      await told(sql, null, 'expert.decline', groupId);
      return { next: null };
    }
    await holdGroup(sql, groupId);
    const known = await findSignIn(sql, row.mail);
    if (known?.suspended) return refuse('link_used_or_expired');
    const personId =
      known?.id ?? (await insertPerson(sql, { mail: row.mail, name: row.name, organisationId: null, locale: 'da', secretariat: false }));
    // Whoever is something else in the group stays that; who was its expert, or was in it once, is its expert until the new day.
    const present = await findMembership(sql, groupId, personId);
    if (present === null || present.role === 'expert' || !present.active) {
      await upsertMembership(sql, { groupId, personId, role: 'expert', competence: null, untilDate });
    }
    await updateNomination(sql, id, 'accepted', personId);
    await told(sql, personId, 'expert.accept', groupId);
    await notify(sql, { kind: 'rights', personId });
    const arrived = (await findPerson(sql, personId))?.arrived === true;
    if (arrived) return { next: `/?next=${encodeURIComponent(`/groups/${groupId}`)}` };
    const link = await createLink(sql, { purpose: 'invitation', personId, madeBy: row.invitedBy?.id ?? null });
    return { next: linkPath(link.secret) };
  });
}

/** Makes a new link for an invited expert and gives its path, to be shown or mailed once and written down nowhere. */
export async function freshExpertLink(sql: Sql, nominationId: string): Promise<string> {
  const secret = drawSecret();
  await saveNominationLink(sql, nominationId, hashSecret(secret), new Date(Date.now() + linkLives));
  return `/expert/${secret}`;
}

async function told(sql: Sql, actor: string | null, action: string, groupId: string): Promise<void> {
  await recordAct(sql, { actor, action, thing: { kind: 'group', id: groupId } });
  await notify(sql, { kind: 'group', groupId });
}

async function onNomination<Result>(
  house: House,
  actor: Actor,
  nominationId: string,
  action: Action,
  work: (sql: Sql, row: NominationRow) => Promise<Result | Refusal>,
): Promise<Result | Refusal> {
  if (!isId(nominationId)) return refuse('not_found');
  return inTransaction(house.sql, async (sql) => {
    const [row] = await selectNominations(sql, { id: nominationId }, { hold: true });
    if (row === undefined) return refuse('not_found');
    return closedGroup(actor, row.groupId, action) ?? work(sql, row);
  });
}
