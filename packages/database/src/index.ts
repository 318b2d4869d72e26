export { connect, type Address, type Pool, type PoolUse, type Sql } from './connect.ts';
export { hearNotices, notify, type Notice } from './notices.ts';
export { answerWithin } from './patience.ts';
export { standingOf, type Standing } from './standing.ts';
export { faultKinds, recordFault, selectFaults, settleFault, type Fault, type FaultKind, type FaultRow } from './faults.ts';
export { appendUpdates, type Append, type Verdict } from './append.ts';
export { loadRound, loadRounds, readLog, readTail, saveSnapshot, type LoadedRound, type LogPiece } from './updates.ts';
export { claimClients, clientOwners, mostClients, type ClientOwner } from './paperClients.ts';
export { announceProcess, forgetProcess, raiseRound } from './processes.ts';
export { findSnapshot, firstBrokenLink, selectChainedRounds, type ChainedRound } from './chains.ts';
export { recordAct, selectActions, selectActPeople, selectActs, type Act, type ActFilter, type ActRow } from './audit.ts';
export {
  backdateComment,
  backdateGathered,
  backdateGroup,
  backdateProcess,
  backdateThread,
  plantActs,
  plantEdits,
  type PlantedEdit,
} from './planting.ts';
export { demoLivesHere, holdWhoIsHere, isOfDemo, selectDemoPeople, whoIsHere } from './demoPeople.ts';
export { countFileBytes, deleteFile, insertFile, readPieces, type FileRow } from './files.ts';
export {
  deleteMaterial,
  deletePack,
  findMaterial,
  findPack,
  insertMaterial,
  insertPack,
  isOfMember,
  selectMaterial,
  selectPackFiles,
  selectPacks,
  selectWide,
  sharePackRow,
  updateMaterial,
  updatePack,
  updateWide,
  type MaterialKind,
  type MaterialRow,
  type MaterialTopic,
  type PackRow,
} from './material.ts';
export { insertMaterialTold, saveMailedMaterial, saveSeenMaterial, selectMaterialReaders, selectNewMaterial } from './materialTold.ts';
export {
  deleteComparable,
  findComparable,
  insertComparable,
  organisationOf,
  saveBasis,
  selectBasis,
  selectComparables,
  updateComparable,
  type BasisRow,
  type BasisText,
  type ComparableRow,
  type ComparableText,
} from './mapping.ts';
export {
  findProposal,
  findTargetPaper,
  insertPointSources,
  insertProposal,
  saveProposalSources,
  saveStance,
  selectOwnSources,
  selectPointSources,
  selectProposals,
  updateDecision,
  updatePlaced,
  updateProposal,
  type ProposalRow,
  type ProposalText,
  type SourceKind,
  type SourceRef,
} from './proposals.ts';
export {
  oldestUnread,
  passOverPaper,
  savePaperText,
  searchAll,
  selectUnreadPapers,
  type FoundKind,
  type FoundRow,
  type ReadSection,
} from './search.ts';
export { findPaper, insertPaper, type PaperRow } from './papers.ts';
export {
  deleteMembership,
  findGroupTitle,
  findMembership,
  groupExists,
  holdGroup,
  insertGroup,
  lowerChair,
  selectEnded,
  selectGroups,
  selectMemberships,
  selectRoster,
  selectRosters,
  selectTargets,
  updateGroupTitle,
  upsertMembership,
  type Competence,
  type GroupRow,
  type RosterRole,
  type RosterRow,
  type TargetRow,
} from './groups.ts';
export {
  deleteSpentLinks,
  endFirstLinks,
  endLinks,
  findLink,
  insertFirstLink,
  insertLink,
  isFirstLink,
  useLink,
  type LinkPurpose,
  type LinkRow,
} from './links.ts';
export { insertOrganisation, organisationExists, selectOrganisations, updateOrganisation, type OrganisationRow } from './organisations.ts';
export {
  countOtherSecretariat,
  findPasswordHash,
  findPerson,
  findRights,
  findSignIn,
  insertPerson,
  selectPeople,
  selectSecretariat,
  updatePasswordHash,
  updatePerson,
  updateSuspension,
  type PersonRow,
  type SignInRow,
} from './people.ts';
export { deleteDevices, deleteSpentDevices, findDevice, rehashDevice, upsertDevice } from './devices.ts';
export {
  deleteExpiredSessions,
  deleteOtherSessions,
  deleteOwnSession,
  deleteSession,
  deleteSessions,
  findSession,
  insertSession,
  prolongSession,
  selectListedSessions,
  selectSessions,
  touchSession,
  type ListedSession,
  type SessionOrigin,
  type SessionRow,
} from './sessions.ts';
export {
  countTokens,
  findTokenPerson,
  insertToken,
  revokeOwnToken,
  revokeTokens,
  selectTokens,
  touchToken,
  type TokenRow,
} from './tokens.ts';
export { inTransaction, isTaken } from './transaction.ts';
export { countTry, deleteSpentTries, forgetTries, giveTryBack, holdTry, secondsToWait, type HeldTry, type TryLimit } from './tries.ts';
export { findComment, insertComment, lastComment, selectAuthors, selectEarlierWordings, updateComment } from './comments.ts';
export { appendHouseEdit, type HouseEdit } from './houseEdits.ts';
export {
  countUnreadTold,
  findMailChoice,
  insertTold,
  saveMailChoice,
  saveMailed,
  saveRead,
  selectChoosing,
  selectDigestReaders,
  selectTold,
  stopMailsOf,
  type MailChoice,
  type ToldKind,
  type ToldRow,
} from './told.ts';
export {
  findThread,
  insertThread,
  saveSeen,
  selectAssigned,
  selectThreads,
  updateAccepted,
  updateAnchor,
  updateAssigned,
  updateDeleted,
  updateResolved,
  type CommentRow,
  type NewThread,
  type PersonRef,
  type ThreadHead,
  type ThreadKind,
  type ThreadRow,
} from './threads.ts';
export {
  closeRound,
  holdRound,
  insertRound,
  keepRoundState,
  moveTargetOfPaper,
  now,
  selectRecentAuthors,
  type NewRound,
} from './rounds.ts';
export {
  findBaseVersionId,
  findClosingVersion,
  findLatestVersion,
  findSealed,
  findVersion,
  findVersionInForce,
  insertVersion,
  selectVersionIds,
  selectVersions,
  type SealedRow,
  type VersionPurpose,
  type VersionRow,
} from './versions.ts';
export {
  deleteSettled,
  findProcess,
  findTemplate,
  insertSettled,
  keepChairs,
  saveSteeringDate,
  saveTemplateWay,
  saveWayOfGroup,
  type ProcessRow,
} from './process.ts';
export {
  deleteItem,
  deletePresentation,
  findItemMeeting,
  findPresentationMeeting,
  findAnswerLink,
  forgetAnswers,
  holdMeeting,
  insertItem,
  insertMeeting,
  insertPresentation,
  saveItemOrder,
  saveAnswerLink,
  saveMeetingMailed,
  saveParticipants,
  selectComing,
  selectLeftItems,
  selectMeetings,
  selectUnmailed,
  updateAnswer,
  updateAttendance,
  updateItem,
  updateMeeting,
  updateMeetingState,
  updateMinutes,
  updatePresentation,
  updateTreated,
  type ComingRow,
  type AgendaItemRow,
  type MeetingAnswer,
  type MeetingRow,
  type MeetingState,
} from './meetings.ts';
export { saveRemovalMailed, saveRemovalSeen, selectUncalled, selectUntoldRemovals } from './meetingRemovals.ts';
export {
  deleteCriterion,
  findEvaluation,
  insertCriterion,
  saveEvaluationRow,
  selectCriteria,
  updateAgreed,
  updateCriterion,
  updateScore,
  type CriterionRow,
  type EvaluationRow,
} from './criteria.ts';
export { insertNomination, saveNominationLink, selectNominations, updateInvited, updateNomination, type NominationRow } from './experts.ts';
export {
  deleteHomework,
  insertHomework,
  saveReminded,
  selectHomework,
  selectHomeworkReaders,
  updateHomework,
  updateHomeworkDone,
  type BelongsKind,
  type HomeworkRow,
  type HomeworkWords,
} from './homework.ts';
export { weighLog, weighText, weighVersion } from './weight.ts';
export {
  findNumberAt,
  readHistory,
  readHistoryInPieces,
  selectActivity,
  selectNames,
  selectRounds,
  type ActivityRow,
  type LoggedEdit,
  type RoundRow,
} from './history.ts';
