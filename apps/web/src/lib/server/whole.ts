/** The largest whole number a row can hold (PostgreSQL's integer). */
export const mostWhole = 2_147_483_647;

/** A whole number from 0 up that a row can hold, as it stands in a form or an address; null for anything else. */
export function asWhole(text: string | null): number | null {
  const number = /^\d{1,10}$/.test(text?.trim() ?? '') ? Number(text) : NaN;
  return number <= mostWhole ? number : null;
}
