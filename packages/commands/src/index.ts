export { exportAudit, listAuditChoices, readAudit, type AuditPage, type AuditQuestion } from './audit/readAudit.ts';
export { addPersonAtConsole, makeTokenAtConsole } from './console/console.ts';
export { isShutOut, seeDemo } from './demo/shutOut.ts';
export { demoTexts } from './demo/texts.ts';
export { plantDemo } from './demo/plant.ts';
export { createGroup, type MadeGroup, type NewGroup } from './groups/createGroup.ts';
export { listCandidates, listGroups, listLedRosters, listTargets, readGroup, type GroupView, type ListedGroup } from './groups/read.ts';
export { renameGroup } from './groups/renameGroup.ts';
export { removeMembership, setMembership, type MembershipInput } from './groups/roster.ts';
export { hostedHouse, hostHouse, type House, type Letter, type Mailer } from './house.ts';
export { isId } from './identifiers.ts';
export { addMaterial, changeMaterial, materialTopics, removeMaterial, widenMaterial, type NewMaterial } from './material/items.ts';
export { changePack, makePack, removePack, sharePack } from './material/packs.ts';
export {
  listKnowledge,
  listMaterial,
  listNewMaterial,
  openFile,
  readsKnowledge,
  seeMaterial,
  type MaterialShelf,
  type MaterialView,
  type OpenedFile,
} from './material/read.ts';
export { mostFileBytes, tooLargeFile, type Uploaded } from './material/uploaded.ts';
export { basisLevels, fillBasis, listBasis, type BasisView } from './mapping/basis.ts';
export {
  addComparable,
  changeComparable,
  comparableKinds,
  comparableLevels,
  listComparables,
  removeComparable,
  type ComparableInput,
} from './mapping/comparables.ts';
export { csv } from './csv.ts';
export { pasteComparables, type PastedLine } from './mapping/paste.ts';
export { listOrganisations } from './organisations/list.ts';
export { addOrganisation, changeOrganisation } from './organisations/write.ts';
export { documentName, readDocumentName } from './papers/documentName.ts';
export { announceSchema } from './papers/announce.ts';
export { UnknownOutcome, createAppender, type Appender, type Lane } from './papers/append.ts';
export { applyLog } from './papers/applyLog.ts';
export { DamagedRound, fillRound } from './papers/wholeRound.ts';
export { holds, verifyRounds, type RoundVerification } from './papers/verifyRounds.ts';
export { compactRound } from './papers/compact.ts';
export { contentFormats, readPaper, readPaperContent, type ContentFormat, type PaperView, type TextContent } from './papers/readPaper.ts';
export { actorOf } from './people/actorOf.ts';
export { askForReset } from './people/askForReset.ts';
export { changePerson, type PersonChange } from './people/changePerson.ts';
export { invitePerson, type Invitation } from './people/invitePerson.ts';
export { offerFirstAccount, openFirstAccount, readFirstAccount, type FirstAccount } from './people/firstAccount.ts';
export { handOverLink, linkPath, readLink, type HandedLink } from './people/link.ts';
export { acceptLink, changePassword } from './people/password.ts';
export { listPeople, readPerson, type ListedPerson } from './people/read.ts';
export { recogniseSession, recogniseToken, type Person, type Recognised } from './people/recognise.ts';
export type { Browser, SignedIn } from './people/openSession.ts';
export { endOtherSessions, endOwnSession, listSessions, type OwnSession } from './people/sessions.ts';
export { signIn } from './people/signIn.ts';
export { signOut, signOutEverywhere } from './people/signOut.ts';
export { restorePerson, suspendPerson } from './people/suspendPerson.ts';
export { cookieName, isHttps, isLoopback, isOwnOrigin, sessionCookieName } from './publicAddress.ts';
export { citeSource, readBeside, type Beside, type BesideItem } from './proposals/beside.ts';
export { placeProposal } from './proposals/place.ts';
export {
  changeProposal,
  decideProposal,
  listProposals,
  makeProposal,
  standOnProposal,
  type ProposalInput,
  type ProposalList,
} from './proposals/proposals.ts';
export { readPapersForSearch } from './search/readPapers.ts';
export { searchHouse, type SearchOutcome } from './search/search.ts';
export { listTokens, makeToken, revokeToken, type MadeToken } from './tokens/tokens.ts';
export { acceptProposal } from './threads/accept.ts';
export { deleteComment, editComment, listEarlierWordings, markThreadSeen, replyToThread } from './threads/comments.ts';
export { chooseMails, countNotices, listNotices, mailChoices, readMailChoice, readNotices, stopMails } from './threads/notices.ts';
export { openThread, threadKinds, type NewThreadInput } from './threads/open.ts';
export { listPaperPeople } from './threads/people.ts';
export type { Picked } from './threads/pick.ts';
export { listAssignedThreads, listThreads, readThread, type AssignedThread } from './threads/read.ts';
export { findLostThreads, reattachThread } from './threads/reattach.ts';
export { assignThread, deleteThread, reopenThread, resolveThread } from './threads/settle.ts';
export type { CommentView, ThreadFilter, ThreadView } from './threads/view.ts';
export { compareTexts, type ComparedText, type Comparison } from './versions/compare.ts';
export { lockPurposes, lockVersion, type LockInput } from './versions/lock.ts';
export { readOpenMatters, type OpenMatters } from './versions/openMatters.ts';
export { openRound } from './versions/openRound.ts';
export type { Earlier } from './versions/earlierText.ts';
export { readRestoration, type Restoration } from './versions/readRestoration.ts';
export { restoreText } from './versions/restoreText.ts';
export { readMoment, readPaperHistory, readWhen, type Moment, type PaperHistory, type When } from './versions/history.ts';
export { listVersions, readVersion, readVersionContent, type WholeVersion } from './versions/read.ts';
export type { SealedThread } from './versions/text.ts';
export {
  exportVersionThreads,
  listVersionThreads,
  openVersionThread,
  type ThreadTableWords,
  type VersionThread,
} from './versions/threads.ts';
export { verifyChains, type BrokenPart, type Verification } from './versions/verify.ts';
export { verifyVersion } from './versions/verifyVersion.ts';
export type { HeavyReads } from './heavy/heavyReads.ts';
export { openQuotas, type Quotas } from './quotas.ts';
export { versionView, type VersionView } from './versions/view.ts';
export { readProcess, readReadiness, readTemplate, type ProcessView, type StepView } from './process/read.ts';
export { resumeStep, saveGroupWay, saveTemplate, setSteeringDate, settleStep } from './process/change.ts';
export {
  listComingMeetings,
  listMeetings,
  listUncalledMeetings,
  readMeeting,
  seeUncalled,
  type AgendaItem,
  type ComingMeeting,
  type MeetingView,
} from './meetings/read.ts';
export { cancelMeeting, changeMeeting, planMeeting } from './meetings/plan.ts';
export {
  addAgendaItem,
  changeAgendaItem,
  changePresentation,
  moveAgendaItem,
  planPresentation,
  removeAgendaItem,
  removePresentation,
  treatAgendaItem,
} from './meetings/agenda.ts';
export { openMinutes, readDecisions } from './meetings/minutes.ts';
export { readCalendar } from './meetings/calendar.ts';
export { answerMeeting, answerMeetingAsked, readMeetingAsked, type MeetingAsked } from './meetings/answer.ts';
export { endMeeting, goToItem, setAttendance, startMeeting } from './meetings/hold.ts';
export {
  agreeCriterion,
  proposeCriterion,
  readCriteria,
  removeCriterion,
  rewordCriterion,
  saveEvaluation,
  scoreCriterion,
  type CriteriaView,
} from './criteria/criteria.ts';
export {
  answerExpertInvitation,
  inviteExpert,
  listExperts,
  nominateExpert,
  readExpertInvitation,
  withdrawExpert,
  type ExpertsView,
} from './experts/experts.ts';
export {
  changeHomework,
  giveHomework,
  listHomework,
  listMyHomework,
  readHomework,
  removeHomework,
  settleHomework,
  type HomeworkView,
} from './homework/homework.ts';
