import { titleOf, type Role } from '@samskriv/process';
import { m } from '#paraglide/messages.js';
import { getLocale } from '#paraglide/runtime.js';

const roles: Record<Role, () => string> = {
  chair: m.role_chair,
  member: m.role_member,
  secretariat: m.role_secretariat,
  expert: m.role_expert,
  observer: m.role_observer,
};

/** What a role is called. */
export function roleWords(role: Role): string {
  return roles[role]();
}

/** What a step of the way is called: by its own title, else as the default calls it. */
export function stepWords({ key, title }: { key: string; title: string | null }): string {
  return titleOf({ key, title }, getLocale());
}

/** Whether a group writes a new target or updates one. */
export function kindWords(kind: 'new' | 'update'): string {
  return kind === 'new' ? m.group_kind_new() : m.group_kind_update();
}

/** Which side of a purchase a member knows. */
export function competenceWords(competence: 'environmental' | 'procurement'): string {
  return competence === 'environmental' ? m.competence_environmental() : m.competence_procurement();
}
