import { defaultWay, isRefusal, type Actor } from '@samskriv/process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoHouse, undone, yes, type DemoHouse } from './demo/demoHouse.ts';
import * as commands from './index.ts';

// Every command, for everybody, on their own group and on a foreign one. A command that is missing here fails the last test.

let demo: DemoHouse;
const threads: Record<'a' | 'c', { threadId: string; commentId: string; versionId: string }> = {
  a: { threadId: '', commentId: '', versionId: '' },
  c: { threadId: '', commentId: '', versionId: '' },
};
type Planned = {
  meetingId: string;
  itemId: string;
  otherItemId: string;
  presentationId: string;
  criterionId: string;
  nominationId: string;
  homeworkId: string;
};
const planned = new Map<'a' | 'c', Planned>();
beforeAll(async () => {
  demo = await demoHouse();
  const secretariat = await demo.actor(roles.secretariat);
  for (const key of ['a', 'c'] as const) {
    const paperId = demo.groups[key].paper.id;
    const first = { paperId, anchor: { from: 0, to: 20 }, body: 'Skal det stå her?', proposal: 'Andet' };
    const { threadId } = yes(await commands.openThread(demo.house, secretariat, first));
    const thread = yes(await commands.readThread(demo.house, secretariat, threadId));
    const sealed = yes(await commands.lockVersion(demo.house, secretariat, { paperId, purpose: 'milestone', reason: 'Til mødet' }));
    threads[key] = { threadId, commentId: thread.comments[0]!.id, versionId: sealed.id };
    planned.set(key, await plan(secretariat, demo.groups[key].id));
  }
});
afterAll(() => demo.drop());

const row = { kind: 'target', source: 'Nabo', wording: 'Kun flergang.' };
const words = { wording: 'Kun flergang.', level: 'requirement' };
type Gathered = {
  materialId: string;
  packId: string;
  draftId: string;
  comparableId: string;
  proposalId: string;
  keptId: string;
  pointId: string;
};
const gathered = {} as Record<'a' | 'c', Gathered>;
beforeAll(async () => {
  const secretariat = await demo.actor(roles.secretariat);
  for (const key of ['a', 'c'] as const) {
    const groupId = demo.groups[key].id;
    const file = { name: 'plan.txt', content: Buffer.from('Vores plan') };
    const { materialId } = yes(await commands.addMaterial(demo.house, secretariat, { groupId, kind: 'file', file }));
    const { packId } = yes(await commands.makePack(demo.house, secretariat, { groupId, title: 'Delt' }));
    yes(await commands.sharePack(demo.house, secretariat, { packId }));
    const { packId: draftId } = yes(await commands.makePack(demo.house, secretariat, { groupId, title: 'Udkast' }));
    const { comparableId } = yes(await commands.addComparable(demo.house, secretariat, { groupId, ...row }));
    const { proposalId } = yes(await commands.makeProposal(demo.house, secretariat, { groupId, ...words }));
    const { proposalId: keptId } = yes(await commands.makeProposal(demo.house, secretariat, { groupId, ...words }));
    yes(await commands.decideProposal(demo.house, secretariat, { proposalId: keptId, state: 'kept' }));
    const { sections } = yes(await commands.readPaper(demo.house, secretariat, demo.groups[key].paper.id));
    const pointId = sections.flatMap(({ points }) => points)[0]!.id!;
    gathered[key] = { materialId, packId, draftId, comparableId, proposalId, keptId, pointId };
  }
});

/** What a group has on its way to a meeting, all of it the secretariat's: planned, asked for, given and proposed. */
async function plan(secretariat: Actor, groupId: string): Promise<Planned> {
  const { house } = demo;
  const when = { date: '2031-03-04', from: '09:00', to: '12:00' };
  const participants = [
    ...(await demo.house.sql<{ personId: string }[]>`select person_id from membership where group_id = ${groupId}`),
    secretariat,
  ];
  const { meetingId } = yes(
    await commands.planMeeting(house, secretariat, {
      groupId,
      title: 'Ekstra møde',
      ...when,
      participants: participants.map(({ personId }) => personId),
    }),
  );
  const { itemId } = yes(await commands.addAgendaItem(house, secretariat, { meetingId, title: 'Det første' }));
  const { itemId: otherItemId } = yes(await commands.addAgendaItem(house, secretariat, { meetingId, title: 'Det andet' }));
  const { presentationId } = yes(await commands.planPresentation(house, secretariat, { itemId, title: 'Oplæg' }));
  const { criterionId } = yes(await commands.proposeCriterion(house, secretariat, { groupId, wording: 'Målet er klart' }));
  yes(await commands.agreeCriterion(house, secretariat, { criterionId, agreed: true }));
  const nominee = { name: 'Egon Ekspert', mail: 'egon@viden.example' };
  const { nominationId } = yes(await commands.nominateExpert(house, secretariat, { groupId, ...nominee }));
  const owner = secretariat.personId;
  const { homeworkId } = yes(await commands.giveHomework(house, secretariat, { groupId, title: 'Læs bilaget', owner }));
  return { meetingId, itemId, otherItemId, presentationId, criterionId, nominationId, homeworkId };
}

const roles = {
  secretariat: 'sekretariat@partnerskab.example',
  chair: 'formand@strandholt.example',
  member: 'miljoe@birkelev.example',
  expert: 'ekspert@viden.example',
  observer: 'observatoer@aamose.example',
  outsider: 'kollega@birkelev.example',
};
type Role = keyof typeof roles;

const everybody: readonly Role[] = ['secretariat', 'chair', 'member', 'expert', 'observer', 'outsider'];
const inGroup: readonly Role[] = ['secretariat', 'chair', 'member', 'expert', 'observer'];
const leading: readonly Role[] = ['secretariat', 'chair'];
const house: readonly Role[] = ['secretariat'];
const writing: readonly Role[] = ['secretariat', 'chair', 'member'];

/** The place a command is tried on: `own` is the group of everybody but the outsider, `foreign` is only the secretariat's. */
type Place = {
  groupId: string;
  paperId: string;
  memberId: string;
  outsiderId: string;
  targetId: string;
  /** A thread that a member of the secretariat has opened, with a proposal, and its one comment. */
  threadId: string;
  commentId: string;
  /** A file of the secretariat's, a shared pack, and a pack that is a draft. */
  materialId: string;
  packId: string;
  draftId: string;
  /** A milestone that has been sealed. */
  versionId: string;
  /** Something found elsewhere, an undecided proposal of the secretariat's, and one that is kept. */
  comparableId: string;
  proposalId: string;
  keptId: string;
  /** The first point of the paper. */
  pointId: string;
} & Planned;
type Try = (house: commands.House, actor: Actor, place: Place) => Promise<unknown>;

/** Commands on a group: `may` do it in their own, the others in it are forbidden, and whoever is not in it finds nothing. */
const onGroup: Record<string, { may: readonly Role[]; run: Try }> = {
  readGroup: { may: inGroup, run: (h, a, { groupId }) => commands.readGroup(h, a, groupId) },
  renameGroup: { may: leading, run: (h, a, { groupId }) => commands.renameGroup(h, a, { groupId, title: 'Andet navn' }) },
  'readAudit (of a group)': { may: leading, run: (h, a, { groupId }) => commands.readAudit(h, a, { groupId }) },
  'exportAudit (of a group)': { may: leading, run: (h, a, { groupId }) => commands.exportAudit(h, a, { groupId }) },
  'listAuditChoices (of a group)': { may: leading, run: (h, a, { groupId }) => commands.listAuditChoices(h, a, { groupId }) },
  listCandidates: { may: leading, run: (h, a, { groupId }) => commands.listCandidates(h, a, groupId) },
  setMembership: {
    may: leading,
    run: (h, a, { groupId, outsiderId }) => commands.setMembership(h, a, { groupId, personId: outsiderId, role: 'member' }),
  },
  'setMembership (chair)': {
    may: house,
    run: (h, a, { groupId, memberId }) => commands.setMembership(h, a, { groupId, personId: memberId, role: 'chair' }),
  },
  removeMembership: {
    may: leading,
    run: (h, a, { groupId, memberId }) => commands.removeMembership(h, a, { groupId, personId: memberId }),
  },
  readPaper: { may: inGroup, run: (h, a, { paperId }) => commands.readPaper(h, a, paperId) },
  listPaperPeople: { may: inGroup, run: (h, a, { paperId }) => commands.listPaperPeople(h, a, paperId) },
  listThreads: { may: inGroup, run: (h, a, { paperId }) => commands.listThreads(h, a, { paperId }) },
  openThread: {
    may: inGroup,
    run: (h, a, { paperId }) => commands.openThread(h, a, { paperId, anchor: { from: 0, to: 40 }, body: 'Hvorfor?' }),
  },
  listEarlierWordings: { may: inGroup, run: (h, a, { commentId }) => commands.listEarlierWordings(h, a, { commentId }) },
  readThread: { may: inGroup, run: (h, a, { threadId }) => commands.readThread(h, a, threadId) },
  replyToThread: { may: inGroup, run: (h, a, { threadId }) => commands.replyToThread(h, a, { threadId, body: 'Derfor.' }) },
  markThreadSeen: { may: inGroup, run: (h, a, { threadId }) => commands.markThreadSeen(h, a, { threadId }) },
  resolveThread: { may: inGroup, run: (h, a, { threadId }) => commands.resolveThread(h, a, { threadId }) },
  reopenThread: { may: inGroup, run: (h, a, { threadId }) => commands.reopenThread(h, a, { threadId }) },
  assignThread: { may: inGroup, run: (h, a, { threadId }) => commands.assignThread(h, a, { threadId, personId: a.personId }) },
  reattachThread: {
    may: inGroup,
    run: async (h, a, { threadId }) => {
      const outcome = await commands.reattachThread(h, a, { threadId, anchor: { from: 0, to: 40 } });
      return isRefusal(outcome) && outcome.refused === 'thread_anchored' ? null : outcome;
    },
  },
  acceptProposal: {
    may: ['secretariat', 'chair', 'member'],
    run: (h, a, { threadId }) => commands.acceptProposal(h, a, { threadId }),
  },
  'editComment (of another)': {
    may: house,
    run: (h, a, { commentId }) => commands.editComment(h, a, { commentId, body: 'Aldrig sagt.' }),
  },
  'deleteComment (of another)': { may: house, run: (h, a, { commentId }) => commands.deleteComment(h, a, { commentId }) },
  'deleteThread (of another)': { may: house, run: (h, a, { threadId }) => commands.deleteThread(h, a, { threadId }) },
  lockVersion: {
    may: leading,
    run: (h, a, { paperId }) => commands.lockVersion(h, a, { paperId, purpose: 'finalApproval', reason: 'Til mødet' }),
  },
  'openRound (after a lock)': {
    may: leading,
    run: async (h, a, { paperId }) => {
      const locked = await commands.lockVersion(h, a, { paperId, purpose: 'finalApproval', reason: 'Til mødet' });
      return isRefusal(locked) ? locked : commands.openRound(h, a, { paperId, versionId: locked.id, reason: 'Rettelser' });
    },
  },
  openRound: {
    may: leading,
    run: async (h, a, { paperId, versionId }) => {
      const outcome = await commands.openRound(h, a, { paperId, versionId, reason: 'Rettelser' });
      return isRefusal(outcome) && outcome.refused === 'round_open' ? null : outcome;
    },
  },
  readPaperHistory: { may: inGroup, run: (h, a, { paperId }) => commands.readPaperHistory(h, a, { paperId }) },
  readMoment: { may: inGroup, run: (h, a, { paperId }) => commands.readMoment(h, a, { paperId, round: 1, when: { number: 1 } }) },
  readRestoration: {
    may: ['secretariat', 'chair', 'member'],
    run: (h, a, { paperId }) => commands.readRestoration(h, a, { paperId, earlier: { round: 1, number: 1 } }),
  },
  restoreText: {
    may: ['secretariat', 'chair', 'member'],
    run: (h, a, { paperId }) => commands.restoreText(h, a, { paperId, earlier: { round: 1, number: 1 } }),
  },
  openVersionThread: {
    may: inGroup,
    run: (h, a, { versionId }) => commands.openVersionThread(h, a, { versionId, anchor: { from: 0, to: 40 }, body: 'Hvorfor?' }),
  },
  listVersionThreads: { may: inGroup, run: (h, a, { versionId }) => commands.listVersionThreads(h, a, { versionId }) },
  exportVersionThreads: {
    may: inGroup,
    run: (h, a, { versionId }) => commands.exportVersionThreads(h, a, { versionId, words: {} as commands.ThreadTableWords }),
  },
  readOpenMatters: { may: inGroup, run: (h, a, { paperId }) => commands.readOpenMatters(h, a, { paperId }) },
  listVersions: { may: inGroup, run: (h, a, { paperId }) => commands.listVersions(h, a, { paperId }) },
  readVersion: { may: inGroup, run: (h, a, { versionId }) => commands.readVersion(h, a, versionId) },
  readVersionContent: { may: inGroup, run: (h, a, { versionId }) => commands.readVersionContent(h, a, { versionId, format: 'html' }) },
  compareTexts: {
    may: inGroup,
    run: (h, a, { versionId, paperId }) => commands.compareTexts(h, a, { from: versionId, to: `paper:${paperId}` }),
  },
  'compareTexts (of two versions)': {
    may: inGroup,
    run: (h, a, { versionId }) => commands.compareTexts(h, a, { from: versionId, to: versionId }),
  },
  verifyVersion: { may: inGroup, run: (h, a, { versionId }) => commands.verifyVersion(h, a, versionId) },
  readPaperContent: { may: inGroup, run: (h, a, { paperId }) => commands.readPaperContent(h, a, { paperId, format: 'txt' }) },

  readProcess: { may: inGroup, run: (h, a, { groupId }) => commands.readProcess(h, a, groupId) },
  readReadiness: { may: inGroup, run: (h, a, { groupId }) => commands.readReadiness(h, a, groupId) },
  saveGroupWay: {
    may: leading,
    run: async (h, a, { groupId }) => {
      const [row] = await h.sql<{ version: number }[]>`select way_version as version from working_group where id::text = ${groupId}`;
      return commands.saveGroupWay(h, a, { groupId, way: defaultWay, version: row?.version ?? 1 });
    },
  },
  setSteeringDate: { may: leading, run: (h, a, { groupId }) => commands.setSteeringDate(h, a, { groupId, date: '2031-05-01' }) },
  settleStep: {
    may: leading,
    run: (h, a, { groupId }) => commands.settleStep(h, a, { groupId, step: 'meeting4', outcome: 'skipped', reason: 'Det er nået.' }),
  },
  resumeStep: {
    may: leading,
    run: async (h, a, { groupId }) => {
      await h.sql`insert into settled_step (group_id, step, outcome) select id, 'own', 'done' from working_group where id::text = ${groupId}`;
      return commands.resumeStep(h, a, { groupId, step: 'own' });
    },
  },
  listMeetings: { may: inGroup, run: (h, a, { groupId }) => commands.listMeetings(h, a, groupId) },
  readMeeting: { may: inGroup, run: (h, a, { meetingId }) => commands.readMeeting(h, a, meetingId) },
  planMeeting: {
    may: leading,
    run: (h, a, { groupId }) => commands.planMeeting(h, a, { groupId, title: 'Nyt', date: '2031-04-01', from: '09:00', to: '10:00' }),
  },
  changeMeeting: {
    may: leading,
    run: (h, a, { meetingId }) =>
      commands.changeMeeting(h, a, { meetingId, title: 'Flyttet', date: '2031-04-02', from: '09:00', to: '10:00', version: 1 }),
  },
  cancelMeeting: { may: leading, run: (h, a, { meetingId }) => commands.cancelMeeting(h, a, { meetingId }) },
  seeUncalled: { may: inGroup, run: (h, a, { meetingId }) => commands.seeUncalled(h, a, { meetingId }) },
  answerMeeting: { may: inGroup, run: (h, a, { meetingId }) => commands.answerMeeting(h, a, { meetingId, answer: 'yes' }) },
  setAttendance: { may: leading, run: (h, a, { meetingId }) => commands.setAttendance(h, a, { meetingId, present: [] }) },
  startMeeting: { may: leading, run: (h, a, { meetingId }) => commands.startMeeting(h, a, { meetingId }) },
  goToItem: {
    may: leading,
    run: async (h, a, { meetingId, itemId }) => {
      await h.sql`update meeting set state = 'running' where id::text = ${meetingId}`;
      return commands.goToItem(h, a, { meetingId, from: itemId, direction: 'next' });
    },
  },
  endMeeting: { may: leading, run: (h, a, { meetingId }) => commands.endMeeting(h, a, { meetingId }) },
  openMinutes: { may: writing, run: (h, a, { meetingId }) => commands.openMinutes(h, a, { meetingId }) },
  readDecisions: { may: inGroup, run: (h, a, { meetingId }) => commands.readDecisions(h, a, meetingId) },
  readCalendar: { may: inGroup, run: (h, a, { meetingId }) => commands.readCalendar(h, a, { meetingId, locale: 'da' }) },
  addAgendaItem: { may: writing, run: (h, a, { meetingId }) => commands.addAgendaItem(h, a, { meetingId, title: 'Mere' }) },
  changeAgendaItem: {
    may: writing,
    run: (h, a, { itemId }) => commands.changeAgendaItem(h, a, { itemId, title: 'Andet', note: '', version: 1 }),
  },
  moveAgendaItem: { may: writing, run: (h, a, { itemId }) => commands.moveAgendaItem(h, a, { itemId, by: 1 }) },
  removeAgendaItem: { may: leading, run: (h, a, { itemId }) => commands.removeAgendaItem(h, a, { itemId }) },
  treatAgendaItem: { may: leading, run: (h, a, { itemId }) => commands.treatAgendaItem(h, a, { itemId, treated: true }) },
  planPresentation: { may: writing, run: (h, a, { itemId }) => commands.planPresentation(h, a, { itemId, title: 'Oplæg' }) },
  'changePresentation (of another)': {
    may: writing,
    run: (h, a, { presentationId }) => commands.changePresentation(h, a, { presentationId, title: 'Oplæg', presented: true, version: 1 }),
  },
  'removePresentation (of another)': {
    may: writing,
    run: (h, a, { presentationId }) => commands.removePresentation(h, a, { presentationId }),
  },
  readCriteria: { may: inGroup, run: (h, a, { groupId }) => commands.readCriteria(h, a, groupId) },
  proposeCriterion: { may: writing, run: (h, a, { groupId }) => commands.proposeCriterion(h, a, { groupId, wording: 'Det virker' }) },
  rewordCriterion: {
    may: writing,
    run: (h, a, { criterionId }) => commands.rewordCriterion(h, a, { criterionId, wording: 'Andre ord', version: 2 }),
  },
  agreeCriterion: { may: leading, run: (h, a, { criterionId }) => commands.agreeCriterion(h, a, { criterionId, agreed: false }) },
  'removeCriterion (agreed)': { may: leading, run: (h, a, { criterionId }) => commands.removeCriterion(h, a, { criterionId }) },
  scoreCriterion: {
    may: writing,
    run: (h, a, { criterionId }) => commands.scoreCriterion(h, a, { criterionId, score: 'met', note: '', version: 2 }),
  },
  saveEvaluation: {
    may: writing,
    run: (h, a, { groupId }) =>
      commands.saveEvaluation(h, a, { groupId, wentWell: 'Meget', doDifferently: '', finished: false, version: 0 }),
  },
  'saveEvaluation (finish)': {
    may: leading,
    run: (h, a, { groupId }) =>
      commands.saveEvaluation(h, a, { groupId, wentWell: 'Meget', doDifferently: '', finished: true, version: 0 }),
  },
  listExperts: { may: inGroup, run: (h, a, { groupId }) => commands.listExperts(h, a, groupId) },
  nominateExpert: {
    may: writing,
    run: (h, a, { groupId }) => commands.nominateExpert(h, a, { groupId, name: 'Ida', mail: 'ida@viden.example' }),
  },
  inviteExpert: { may: leading, run: (h, a, { nominationId }) => commands.inviteExpert(h, a, { nominationId, untilDate: '2031-12-31' }) },
  'withdrawExpert (of another)': { may: leading, run: (h, a, { nominationId }) => commands.withdrawExpert(h, a, { nominationId }) },
  listHomework: { may: inGroup, run: (h, a, { groupId }) => commands.listHomework(h, a, groupId) },
  readHomework: { may: inGroup, run: (h, a, { homeworkId }) => commands.readHomework(h, a, homeworkId) },
  giveHomework: {
    may: writing,
    run: (h, a, { groupId, memberId }) => commands.giveHomework(h, a, { groupId, title: 'Ring', owner: memberId }),
  },
  changeHomework: {
    may: writing,
    run: (h, a, { homeworkId, memberId }) => commands.changeHomework(h, a, { homeworkId, title: 'Ring igen', owner: memberId, version: 1 }),
  },
  'settleHomework (of another)': { may: leading, run: (h, a, { homeworkId }) => commands.settleHomework(h, a, { homeworkId, done: true }) },
  'removeHomework (of another)': { may: leading, run: (h, a, { homeworkId }) => commands.removeHomework(h, a, { homeworkId }) },
};

/** What the material of a group allows; as `onGroup`. */
const onMaterial: typeof onGroup = {
  listMaterial: { may: inGroup, run: (h, a, { groupId }) => commands.listMaterial(h, a, { groupId }) },
  seeMaterial: { may: inGroup, run: (h, a, { groupId }) => commands.seeMaterial(h, a, { groupId }) },
  addMaterial: {
    may: ['secretariat', 'chair', 'member', 'expert'],
    run: (h, a, { groupId }) => commands.addMaterial(h, a, { groupId, kind: 'note', title: 'Note', note: 'Husk det.' }),
  },
  'addMaterial (to a pack)': {
    may: leading,
    run: async (h, a, { groupId, packId }) => commands.addMaterial(h, a, { groupId, packId, kind: 'note', title: 'Note' }),
  },
  openFile: { may: inGroup, run: (h, a, { materialId }) => commands.openFile(h, a, { materialId }) },
  'changeMaterial (of another)': {
    may: leading,
    run: (h, a, { materialId }) => commands.changeMaterial(h, a, { materialId, version: 1, title: 'Andet' }),
  },
  'removeMaterial (of another)': { may: leading, run: (h, a, { materialId }) => commands.removeMaterial(h, a, { materialId }) },
  widenMaterial: { may: writing, run: (h, a, { materialId }) => commands.widenMaterial(h, a, { materialId, topic: 'home' }) },
  makePack: { may: leading, run: (h, a, { groupId }) => commands.makePack(h, a, { groupId, title: 'Pakke' }) },
  changePack: { may: leading, run: (h, a, { packId }) => commands.changePack(h, a, { packId, version: 1, title: 'Andet' }) },
  removePack: { may: leading, run: (h, a, { packId }) => commands.removePack(h, a, { packId }) },
  listBasis: { may: inGroup, run: (h, a, { groupId }) => commands.listBasis(h, a, { groupId }) },
  'fillBasis (of another organisation)': {
    may: leading,
    run: async (h, a, { groupId }) => {
      const [nordoest] = await h.sql<{ id: string }[]>`select id from organisation where name = 'Region Nordøst'`;
      return commands.fillBasis(h, a, { groupId, organisationId: nordoest!.id, version: 0, submit: false });
    },
  },
  listComparables: { may: inGroup, run: (h, a, { groupId }) => commands.listComparables(h, a, { groupId }) },
  addComparable: { may: writing, run: (h, a, { groupId }) => commands.addComparable(h, a, { groupId, ...row }) },
  pasteComparables: {
    may: writing,
    run: (h, a, { groupId }) => commands.pasteComparables(h, a, { groupId, kind: 'target', text: 'Nabo\tFlergang', dry: false }),
  },
  changeComparable: {
    may: writing,
    run: (h, a, { comparableId }) => commands.changeComparable(h, a, { comparableId, version: 1, ...row }),
  },
  removeComparable: { may: writing, run: (h, a, { comparableId }) => commands.removeComparable(h, a, { comparableId }) },
  listProposals: { may: inGroup, run: (h, a, { groupId }) => commands.listProposals(h, a, { groupId }) },
  makeProposal: { may: writing, run: (h, a, { groupId }) => commands.makeProposal(h, a, { groupId, ...words }) },
  'changeProposal (of another)': {
    may: leading,
    run: (h, a, { proposalId }) => commands.changeProposal(h, a, { proposalId, version: 1, ...words }),
  },
  standOnProposal: { may: writing, run: (h, a, { proposalId }) => commands.standOnProposal(h, a, { proposalId, stance: 'support' }) },
  decideProposal: { may: leading, run: (h, a, { proposalId }) => commands.decideProposal(h, a, { proposalId, state: 'kept' }) },
  placeProposal: { may: writing, run: (h, a, { keptId }) => commands.placeProposal(h, a, { proposalId: keptId }) },
  readBeside: { may: inGroup, run: (h, a, { paperId }) => commands.readBeside(h, a, { paperId }) },
  citeSource: {
    may: writing,
    run: (h, a, { paperId, comparableId, pointId }) =>
      commands.citeSource(h, a, { paperId, pointId, kind: 'comparable', sourceId: comparableId }),
  },
};

/** Commands on the house: whoever may not gets `no`. */
const onHouse: Record<string, { may: readonly Role[]; no: string; run: Try }> = {
  listPeople: { may: house, no: 'forbidden', run: (h, a) => commands.listPeople(h, a) },
  readPerson: { may: house, no: 'not_found', run: (h, a) => commands.readPerson(h, a, demo.idOf('eva.lyngsoe@nordoest.example')) },
  invitePerson: { may: house, no: 'forbidden', run: (h, a) => commands.invitePerson(h, a, { mail: 'ny@fjordby.example', name: 'Ny' }) },
  handOverLink: {
    may: house,
    no: 'not_found',
    run: (h, a) => commands.handOverLink(h, a, { personId: demo.idOf('eva.lyngsoe@nordoest.example') }),
  },
  changePerson: {
    may: house,
    no: 'not_found',
    run: (h, a) => commands.changePerson(h, a, { personId: demo.idOf('eva.lyngsoe@nordoest.example'), name: 'Eva' }),
  },
  'changePerson (to the secretariat)': {
    may: house,
    no: 'forbidden',
    run: (h, a) => commands.changePerson(h, a, { personId: a.personId, secretariat: true }),
  },
  suspendPerson: {
    may: house,
    no: 'not_found',
    run: (h, a) => commands.suspendPerson(h, a, { personId: demo.idOf('eva.lyngsoe@nordoest.example') }),
  },
  restorePerson: {
    may: house,
    no: 'not_found',
    run: (h, a) => commands.restorePerson(h, a, { personId: demo.idOf('eva.lyngsoe@nordoest.example') }),
  },
  readAudit: { may: house, no: 'forbidden', run: (h, a) => commands.readAudit(h, a, { groupId: null }) },
  exportAudit: { may: house, no: 'forbidden', run: (h, a) => commands.exportAudit(h, a, { groupId: null }) },
  listAuditChoices: { may: house, no: 'forbidden', run: (h, a) => commands.listAuditChoices(h, a, { groupId: null }) },
  listOrganisations: { may: house, no: 'forbidden', run: (h, a) => commands.listOrganisations(h, a) },
  addOrganisation: { may: house, no: 'forbidden', run: (h, a) => commands.addOrganisation(h, a, { name: 'Ny Kommune' }) },
  changeOrganisation: {
    may: house,
    no: 'not_found',
    run: async (h, a) => {
      const [row] = await h.sql<{ id: string }[]>`select id from organisation limit 1`;
      return commands.changeOrganisation(h, a, { organisationId: row!.id, name: 'Andet navn' });
    },
  },
  createGroup: { may: leading, no: 'forbidden', run: (h, a) => commands.createGroup(h, a, { title: 'Ny gruppe', kind: 'new' }) },
  'createGroup (from a foreign target)': {
    may: house,
    no: 'not_found or forbidden',
    run: (h, a) => commands.createGroup(h, a, { title: 'Ny gruppe', kind: 'update', targetId: demo.groups.c.target.id }),
  },
  listKnowledge: { may: everybody.filter((role) => role !== 'expert'), no: 'forbidden', run: (h, a) => commands.listKnowledge(h, a) },
  listTargets: { may: leading, no: 'forbidden', run: (h, a) => commands.listTargets(h, a) },
  readTemplate: { may: house, no: 'forbidden', run: (h, a) => commands.readTemplate(h, a) },
  saveTemplate: { may: house, no: 'forbidden', run: (h, a) => commands.saveTemplate(h, a, { way: defaultWay, version: 0 }) },
};

/** Commands on oneself: open to everybody, and they touch nobody else (their own tests say so). */
const onOneself: Record<string, Try> = {
  listGroups: (h, a) => commands.listGroups(h, a),
  listNewMaterial: (h, a) => commands.listNewMaterial(h, a),
  searchHouse: (h, a) => commands.searchHouse(h, a, { query: 'flergang' }),
  readsKnowledge: (h, a) => commands.readsKnowledge(h, a),
  listAssignedThreads: (h, a) => commands.listAssignedThreads(h, a),
  listComingMeetings: (h, a) => commands.listComingMeetings(h, a),
  listLedRosters: (h, a) => commands.listLedRosters(h, a),
  listUncalledMeetings: (h, a) => commands.listUncalledMeetings(h, a),
  listMyHomework: (h, a) => commands.listMyHomework(h, a),
  listNotices: (h, a) => commands.listNotices(h, a),
  countNotices: (h, a) => commands.countNotices(h, a),
  readNotices: (h, a) => commands.readNotices(h, a, { ids: 'all' }),
  readMailChoice: (h, a) => commands.readMailChoice(h, a),
  chooseMails: (h, a) => commands.chooseMails(h, a, { choice: 'never' }),
  makeToken: (h, a) => commands.makeToken(h, a, { label: 'prøve' }),
  listTokens: (h, a) => commands.listTokens(h, a),
  listSessions: (h, a) => commands.listSessions(h, a, { credential: null }),
  endOwnSession: async (h, a) => {
    const foreign = await commands.endOwnSession(h, a, { handle: '00000000-0000-4000-8000-000000000000' });
    return 'refused' in foreign && foreign.refused === 'not_found' ? null : foreign;
  },
  endOtherSessions: (h, a) => commands.endOtherSessions(h, a, { credential: null }),
  signOutEverywhere: (h, a) => commands.signOutEverywhere(h, a),
  'changePerson (own name)': (h, a) => commands.changePerson(h, a, { personId: a.personId, name: 'Mit navn', locale: 'en' }),
  'readPerson (oneself)': (h, a) => commands.readPerson(h, a, a.personId),
};

describe.each(Object.entries({ ...onGroup, ...onMaterial }))('%s', (_, { may, run }) => {
  test.each(everybody)('%s in the own group', async (role) => {
    const outcome = await tried(role, run, await place('a'));
    if (role === 'outsider') expect(outcome).toBe('not_found');
    else expect(outcome).toBe(may.includes(role) ? 'yes' : 'forbidden');
  });

  test.each(everybody)('%s in a foreign group', async (role) => {
    const outcome = await tried(role, run, await place('c'));
    expect(outcome).toBe(role === 'secretariat' ? 'yes' : 'not_found');
  });

  test.each(everybody)('%s with an id of nothing', async (role) => {
    for (const id of ['00000000-0000-4000-8000-000000000000', 'x', '', "'; --"]) {
      expect(await tried(role, run, { ...(await place('a')), ...nowhere(id), ...noMeeting(id) })).toBe('not_found');
    }
  });
});

describe.each(Object.entries(onHouse))('%s', (_, { may, no, run }) => {
  test.each(everybody)('%s', async (role) => {
    const outcome = await tried(role, run, await place('a'));
    if (may.includes(role)) expect(outcome).toBe('yes');
    else expect(no).toContain(outcome);
  });
});

describe.each(Object.entries(onOneself))('%s', (_, run) => {
  test.each(everybody)('%s', async (role) => {
    expect(await tried(role, run, await place('a'))).toBe('yes');
  });
});

describe('two ids in one request are both judged', () => {
  test('a chair cannot take a person out of a group by naming the own one', async () => {
    const memberOfC = demo.idOf('niels.overgaard@fjordby.example');
    expect(await tried('chair', onGroup.removeMembership!.run, { ...(await place('a')), memberId: memberOfC })).toBe('not_found');
    expect(await tried('chair', onGroup.removeMembership!.run, { ...(await place('c')), memberId: demo.idOf(roles.member) })).toBe(
      'not_found',
    );
  });

  test('a token of another is not found, whoever asks', async () => {
    const chair = await demo.actor(roles.chair);
    const made = await commands.makeToken(demo.house, chair, { label: 'formandens' });
    if (isRefusal(made)) throw new Error(made.refused);
    const revoke: Try = (h, a) => commands.revokeToken(h, a, { handle: made.handle });
    for (const role of everybody) expect(await tried(role, revoke, await place('a'))).toBe(role === 'chair' ? 'yes' : 'not_found');
  });

  test('a draft pack is nobody’s but theirs who prepare it, through every command that takes one', async () => {
    const { groupId, draftId } = await place('a');
    // An observer sees the group's material and may add none, whatever pack is named.
    const noDraft = (role: Role, adds: boolean) =>
      leading.includes(role) ? 'yes' : adds && role === 'observer' ? 'forbidden' : 'not_found';
    const tries: Try[] = [
      (h, a) => commands.sharePack(h, a, { packId: draftId }),
      (h, a) => commands.changePack(h, a, { packId: draftId, version: 1, title: 'Andet' }),
      (h, a) => commands.removePack(h, a, { packId: draftId }),
      (h, a) => commands.addMaterial(h, a, { groupId, packId: draftId, kind: 'note', title: 'Note' }),
    ];
    for (const run of tries) {
      for (const role of everybody) expect(await tried(role, run, await place('a'))).toBe(noDraft(role, run === tries.at(-1)));
    }
  });

  test('a material cannot be put into another group’s pack', async () => {
    const run: Try = (h, a, { groupId, packId }) => commands.addMaterial(h, a, { groupId, packId, kind: 'note', title: 'Note' });
    const foreign = { ...(await place('a')), packId: (await place('c')).packId };
    for (const role of ['secretariat', 'chair'] as const) expect(await tried(role, run, foreign)).toBe('not_found');
  });

  test('a text of one’s own does not open a foreign one beside it, from either side', async () => {
    const [own, foreign] = [await place('a'), await place('c')];
    const texts = ({ versionId, paperId }: Place) => [versionId, `paper:${paperId}`];
    for (const mine of texts(own))
      for (const theirs of [...texts(foreign), 'paper:', 'paper:none', '00000000-0000-4000-8000-000000000000', ''])
        for (const [from, to] of [
          [mine, theirs],
          [theirs, mine],
        ] as const)
          expect(await tried('chair', (h, a) => commands.compareTexts(h, a, { from, to }), own), `${from} ${to}`).toBe('not_found');
  });

  test('a chair cannot start from a target that another group is writing', async () => {
    expect(await tried('chair', onHouse['createGroup (from a foreign target)']!.run, await place('a'))).toBe('not_found');
  });
});

test('every command that takes an actor is walked here', () => {
  const named = [onGroup, onMaterial, onHouse, onOneself].flatMap((table) => Object.keys(table).map((name) => name.replace(/ \(.*/, '')));
  const walked = new Set([...named, 'revokeToken', 'changePassword', 'sharePack']);
  const acting = Object.entries(commands).flatMap(([name, value]) =>
    /^(async )?function \w+\(house, actor\b/.test(String(value)) ? [name] : [],
  );
  expect(acting.length).toBeGreaterThan(20);
  expect(acting.filter((name) => !walked.has(name))).toEqual([]);
});

/** A place where every id is this one. */
const nowhere = (id: string) => ({
  groupId: id,
  paperId: id,
  threadId: id,
  commentId: id,
  materialId: id,
  packId: id,
  versionId: id,
  comparableId: id,
  proposalId: id,
  keptId: id,
  pointId: id,
});

/** A way on which nothing is to be found. */
function noMeeting(id: string): Planned {
  return { meetingId: id, itemId: id, otherItemId: id, presentationId: id, criterionId: id, nominationId: id, homeworkId: id };
}

async function place(key: 'a' | 'c'): Promise<Place> {
  const { id, paper, target } = demo.groups[key];
  return {
    groupId: id,
    paperId: paper.id,
    memberId: demo.idOf(key === 'a' ? 'rasmus.bjerg@midtfjord.example' : 'niels.overgaard@fjordby.example'),
    outsiderId: demo.idOf('ambassador@fjordby.example'),
    targetId: target.id,
    ...threads[key],
    ...gathered[key],

    ...planned.get(key)!,
  };
}

/** What a role gets from a command, 'yes' or the code of the no; whatever was done is undone. */
async function tried(role: Role, run: Try, on: Place): Promise<string> {
  const actor = await demo.actor(roles[role]);
  return undone(demo.house, async (house) => {
    const result = await run(house, actor, on);
    return isRefusal(result) ? result.refused : 'yes';
  });
}
