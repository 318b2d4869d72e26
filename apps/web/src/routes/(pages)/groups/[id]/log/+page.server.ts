import { loadAudit } from '#lib/server/audit.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({ groupId: event.params.id, ...(await loadAudit(event, event.params.id)) });
