import { auditFile } from '#lib/server/audit.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) => auditFile(event, event.params.id);
