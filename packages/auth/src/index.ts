export { isKnownDevice, rememberDevice } from './devices.ts';
export { drawSecret, hashSecret } from './hashSecret.ts';
export { createFirstLink, createLink, lookAtLink, opensFirstAccount, spendLink } from './links.ts';
export { refusePassword, shortestPassword } from './passwordRules.ts';
export { hashesWorkedOut, hashPassword, isOutdated, passwordMatches, TooBusyError } from './passwords.ts';
export { createSession, endSession, endSessions, sweepSessions, validateSession, type Credential, type NewSession } from './sessions.ts';
export { beginDeviceTry, beginReservedTry, beginTry, type Try } from './throttle.ts';
export { createToken, longestTokenDays, validateToken } from './tokens.ts';
export { readUserAgent } from './userAgent.ts';
