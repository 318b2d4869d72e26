import { loadAudit } from '#lib/server/audit.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => loadAudit(event, null);
