import type { AuditPage } from '@samskriv/commands';
import { m } from '#paraglide/messages.js';
import { roleWords } from './group.ts';

/** An act as the audit log gives it. */
export type ActTold = AuditPage['acts'][number];

type Names = { who: string; person: string; group: string; thing: string; role: string; number: string };

// Every act that a command records, and its sentence.
const sentences: Readonly<Record<string, (names: Names) => string>> = {
  'person.signIn': m.act_person_sign_in,
  'person.signInFailed': m.act_person_sign_in_failed,
  'person.signOut': m.act_person_sign_out,
  'person.endSession': m.act_person_end_session,
  'person.endOtherSessions': m.act_person_end_other_sessions,
  'person.signOutEverywhere': m.act_person_sign_out_everywhere,
  'person.firstAccount': m.act_person_first_account,
  'person.invite': m.act_person_invite,
  'person.handOverLink': m.act_person_hand_over_link,
  'person.acceptInvitation': m.act_person_accept_invitation,
  'person.resetPassword': m.act_person_reset_password,
  'person.changePassword': m.act_person_change_password,
  'person.change': m.act_person_change,
  'person.suspend': m.act_person_suspend,
  'person.restore': m.act_person_restore,
  'organisation.add': m.act_organisation_add,
  'organisation.change': m.act_organisation_change,
  'group.create': m.act_group_create,
  'group.rename': m.act_group_rename,
  'roster.set': m.act_roster_set,
  'roster.remove': m.act_roster_remove,
  'thread.open': m.act_thread_open,
  'thread.resolve': m.act_thread_resolve,
  'thread.reopen': m.act_thread_reopen,
  'thread.assign': m.act_thread_assign,
  'thread.accept': m.act_thread_accept,
  'thread.reattach': m.act_thread_reattach,
  'thread.delete': m.act_thread_delete,
  'comment.edit': m.act_comment_edit,
  'comment.delete': m.act_comment_delete,
  'token.make': m.act_token_make,
  'token.revoke': m.act_token_revoke,
  'version.lock': m.act_version_lock,
  'round.open': m.act_round_open,
  'text.restore': m.act_text_restore,
  'material.add': m.act_material_add,
  'material.change': m.act_material_change,
  'material.remove': m.act_material_remove,
  'material.widen': m.act_material_widen,
  'material.narrow': m.act_material_narrow,
  'pack.make': m.act_pack_make,
  'pack.change': m.act_pack_change,
  'pack.share': m.act_pack_share,
  'pack.remove': m.act_pack_remove,
  'basis.fill': m.act_basis_fill,
  'comparable.add': m.act_comparable_add,
  'comparable.change': m.act_comparable_change,
  'comparable.remove': m.act_comparable_remove,
  'proposal.make': m.act_proposal_make,
  'proposal.change': m.act_proposal_change,
  'proposal.kept': m.act_proposal_kept,
  'proposal.dropped': m.act_proposal_dropped,
  'proposal.proposed': m.act_proposal_proposed,
  'proposal.place': m.act_proposal_place,
  'proposal.stand': m.act_proposal_stand,
  'point.cite': m.act_point_cite,
  'process.template': m.act_process_template,
  'process.way': m.act_process_way,
  'process.steeringDate': m.act_process_steering_date,
  'process.settle': m.act_process_settle,
  'process.resume': m.act_process_resume,
  'audit.export': m.act_audit_export,
  'house.backUp': m.act_house_back_up,
  'house.restore': m.act_house_restore,
  'criteria.propose': m.act_criteria_propose,
  'criteria.reword': m.act_criteria_reword,
  'criteria.agree': m.act_criteria_agree,
  'criteria.reopen': m.act_criteria_reopen,
  'criteria.remove': m.act_criteria_remove,
  'criteria.score': m.act_criteria_score,
  'evaluation.write': m.act_evaluation_write,
  'evaluation.finish': m.act_evaluation_finish,
  'expert.nominate': m.act_expert_nominate,
  'expert.invite': m.act_expert_invite,
  'expert.withdraw': m.act_expert_withdraw,
  'expert.accept': m.act_expert_accept,
  'homework.give': m.act_homework_give,
  'homework.change': m.act_homework_change,
  'homework.done': m.act_homework_done,
  'homework.reopen': m.act_homework_reopen,
  'homework.remove': m.act_homework_remove,
  'meeting.plan': m.act_meeting_plan,
  'meeting.change': m.act_meeting_change,
  'meeting.cancel': m.act_meeting_cancel,
  'meeting.answer': m.act_meeting_answer,
  'meeting.attendance': m.act_meeting_attendance,
  'meeting.start': m.act_meeting_start,
  'meeting.item': m.act_meeting_item,
  'meeting.end': m.act_meeting_end,
  'agenda.add': m.act_agenda_add,
  'agenda.change': m.act_agenda_change,
  'agenda.move': m.act_agenda_move,
  'agenda.remove': m.act_agenda_remove,
  'agenda.treat': m.act_agenda_treat,
  'presentation.plan': m.act_presentation_plan,
  'presentation.change': m.act_presentation_change,
  'presentation.remove': m.act_presentation_remove,
  'minutes.open': m.act_minutes_open,
  'expert.decline': m.act_expert_decline,
};

/** One act in a sentence: "Anne Madsen låste version 2 af Engangsservice og takeaway". */
export function actWords({ action, actor, person, organisation, group, details }: ActTold): string {
  const gone = m.audit_something();
  const text = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : null);
  const names: Names = {
    who: actor === null ? m.audit_console() : actor.name || m.audit_somebody(),
    person: person?.name ?? (action === 'person.signInFailed' ? m.audit_unknown_mail() : m.audit_somebody()),
    group: group?.title ?? gone,
    thing: text(details.title) ?? organisation ?? text(details.name) ?? gone,
    role: isRole(details.role) ? roleWords(details.role) : gone,
    number: text(details.number) ?? '',
  };
  if (action === 'token.make' && person !== null && person.id !== actor?.id) return m.act_token_make_for(names);
  if (action === 'thread.assign' && typeof details.personId !== 'string') return m.act_thread_unassign(names);
  return sentences[action]?.(names) ?? m.act_other({ who: names.who, action });
}

/** A kind of act, for a list to choose from: its sentence with the names left out. */
export function actionWords(action: string): string {
  const blank = '…';
  const names: Names = { who: blank, person: blank, group: blank, thing: blank, role: blank, number: blank };
  return sentences[action]?.(names) ?? action;
}

/** Whether an act has a sentence of its own. */
export function isKnownAct(action: string): boolean {
  return action in sentences;
}

function isRole(role: unknown): role is 'chair' | 'member' | 'expert' | 'observer' {
  return role === 'chair' || role === 'member' || role === 'expert' || role === 'observer';
}
