/**
 * Every table that leaves the house as a file, from a page or the API: semicolons, as Danish spreadsheets expect, a byte order mark,
 * so that they know the letters, and else as RFC 4180 has it. What a spreadsheet would take for a formula is kept as text by an
 * apostrophe before it (OWASP, "CSV injection"); numbers are no texts and stay as they are.
 */
export function csv(rows: readonly (readonly (string | number | null)[])[]): string {
  return `\ufeff${rows.map((row) => `${row.map(cell).join(';')}\r\n`).join('')}`;
}

function cell(value: string | number | null): string {
  const text = value === null ? '' : String(value);
  // Also behind white space, and in the wide forms that some spreadsheets take for the narrow ones.
  const safe = typeof value === 'string' && /^[\s\0]*[=+\-@|%\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text;
  return /[";\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}
