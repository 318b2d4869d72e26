import * as audit from './audit.ts';
import * as comments from './comments.ts';
import * as compare from './compare.ts';
import * as groups from './groups.ts';
import * as mapping from './mapping.ts';
import * as history from './history.ts';
import * as material from './material.ts';
import * as meetings from './meetings.ts';
import * as notices from './notices.ts';
import type { Operation } from './operation.ts';
import * as organisations from './organisations.ts';
import * as papers from './papers.ts';
import * as people from './people.ts';
import * as proposals from './proposals.ts';
import * as search from './search.ts';
import * as threads from './threads.ts';
import * as versions from './versions.ts';
import * as versionThreads from './versionThreads.ts';
import * as process from './process.ts';
import * as work from './work.ts';

/** Everything the API can do. */
export const operations: readonly Operation[] = [
  people,
  groups,
  papers,
  versions,
  compare,
  versionThreads,
  history,
  threads,
  comments,
  notices,
  organisations,
  material,
  audit,
  mapping,
  proposals,
  search,
  process,
  meetings,
  work,
].flatMap((subject) => Object.values(subject));
