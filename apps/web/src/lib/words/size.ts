import { getLocale } from '#paraglide/runtime.js';

/** The size of a file, or of several: "840 kB", "2,4 MB", "1 GB". */
export function sizeWords(bytes: number): string {
  const tag = getLocale() === 'da' ? 'da-DK' : 'en-GB';
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1000)).toLocaleString(tag)} kB`;
  const [value, unit] = bytes < 999_950_000 ? [bytes / 1_000_000, 'MB'] : [bytes / 1_000_000_000, 'GB'];
  return `${value.toLocaleString(tag, { maximumFractionDigits: 1 })} ${unit}`;
}
