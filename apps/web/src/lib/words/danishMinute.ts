const parts = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Copenhagen',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** A moment as the partnership's clocks show it, to the minute: `2026-11-23T14:05`, as date fields have it. */
export function danishMinute(at: Date): string {
  return parts.format(at).slice(0, 16).replace(' ', 'T');
}

/** The beginning of a minute that is written so; null for anything else. Of an hour that comes twice, the second: by then both have been. */
export function fromDanishMinute(text: string): Date | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text)) return null;
  const asUtc = new Date(`${text}:00Z`);
  if (Number.isNaN(asUtc.getTime())) return null;
  // Denmark is one or two hours ahead.
  for (const hours of [1, 2]) {
    const at = new Date(asUtc.getTime() - hours * 3_600_000);
    if (danishMinute(at) === text) return at;
  }
  return null;
}
