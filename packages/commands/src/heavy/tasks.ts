import { paperText } from '../papers/readPaper.ts';
import { comparison } from '../versions/compare.ts';
import { moment } from '../versions/history.ts';
import { versionText } from '../versions/read.ts';
import { restoration } from '../versions/readRestoration.ts';
import { restoring } from '../versions/restoreText.ts';
import { verification } from '../versions/verifyVersion.ts';
import type { HeavyName } from './heavyReads.ts';
import type { HeavyRead } from './run.ts';

/** Everything heavy, by name; a name that is forgotten here does not compile. */
export const heavyReads = {
  comparison,
  moment,
  restoration,
  restoring,
  verification,
  paperText,
  versionText,
} satisfies Record<HeavyName, HeavyRead<never, unknown>>;
