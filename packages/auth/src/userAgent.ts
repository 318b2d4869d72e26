// The order matters: every browser claims to be those after it.
const browsers: readonly [RegExp, string][] = [
  [/\bEdg(e|A|iOS)?\//, 'Edge'],
  [/\b(OPR|Opera)\//, 'Opera'],
  [/\bVivaldi\//, 'Vivaldi'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(HeadlessChrome|Chrome|CriOS|Chromium)\//, 'Chrome'],
  [/\bVersion\/[\d.]+ .*\bSafari\//, 'Safari'],
];

const systems: readonly [RegExp, string][] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bMac OS X\b|\bMacintosh\b/, 'Mac'],
  [/\bLinux\b/, 'Linux'],
];

/**
 * The browser and the system that a User-Agent header names, in the words their makers use; null where it names none we know.
 * Nothing else of the header is kept.
 */
export function readUserAgent(header: string | null): { browser: string | null; system: string | null } {
  const told = (header ?? '').slice(0, 500);
  const named = (list: typeof browsers) => list.find(([pattern]) => pattern.test(told))?.[1] ?? null;
  return { browser: named(browsers), system: named(systems) };
}
