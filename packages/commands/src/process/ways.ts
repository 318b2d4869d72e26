import { findTemplate, type Sql } from '@samskriv/database';
import { defaultWay, isWay, type Way } from '@samskriv/process';

/** A way as it was stored; the default where nothing was, or nothing that can be gone. */
export function wayOf(stored: unknown): Way {
  return isWay(stored) ? stored : defaultWay;
}

/** The template as it counts now, with the version a change must name; 0: the partnership has not changed the default. */
export async function templateNow(sql: Sql): Promise<{ way: Way; version: number }> {
  const template = await findTemplate(sql);
  return { way: wayOf(template?.way), version: template?.version ?? 0 };
}

/** Today in Denmark, as `YYYY-MM-DD`. */
export function today(): string {
  return new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Copenhagen' });
}
