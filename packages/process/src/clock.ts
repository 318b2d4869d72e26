// The partnership's clock. A meeting is agreed on as a day and a time in Denmark, whatever zone the server stands in.

const zone = 'Europe/Copenhagen';
const parts = new Intl.DateTimeFormat('en-CA', {
  timeZone: zone,
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
});

/** The day (`YYYY-MM-DD`) and the time (`HH:MM`) that a moment is in Denmark. */
export function danishTime(at: Date): { day: string; time: string } {
  const part = Object.fromEntries(parts.formatToParts(at).map(({ type, value }) => [type, value]));
  return { day: `${part.year}-${part.month}-${part.day}`, time: `${part.hour}:${part.minute}` };
}

/**
 * The moment that a day (`YYYY-MM-DD`) and a time (`HH:MM`) are in Denmark; of the hour that comes twice in October the first.
 * Null for a day or a time that is none, also in the hour that summer time leaves out.
 */
export function danishMoment(day: string, time: string): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || !/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) return null;
  const wall = Date.parse(`${day}T${time}:00Z`);
  if (Number.isNaN(wall)) return null;
  // Denmark is one hour before UTC in winter and two in summer: the earlier moment first.
  for (const hours of [2, 1]) {
    const at = new Date(wall - hours * 3_600_000);
    const read = danishTime(at);
    if (read.day === day && read.time === time) return at;
  }
  return null;
}

/** The week (ISO 8601, as in Denmark) that a day (`YYYY-MM-DD`) lies in. */
export function weekOf(day: string): number {
  const at = new Date(`${day}T00:00:00Z`);
  // The week belongs to the year that its Thursday lies in.
  at.setUTCDate(at.getUTCDate() + 4 - (at.getUTCDay() || 7));
  return Math.ceil(((at.getTime() - Date.UTC(at.getUTCFullYear(), 0, 1)) / 86_400_000 + 1) / 7);
}
