import type { readVersionContent, WholeVersion } from '@samskriv/commands';
import type { Refusal } from '@samskriv/process';
import { dateWords, fullWhenWords } from '#lib/words/when.ts';
import { m } from '#paraglide/messages.js';
import { getLocale } from '#paraglide/runtime.js';
import { personLine, purposeWords, versionWords } from './version.ts';

type Content = Exclude<Awaited<ReturnType<typeof readVersionContent>>, Refusal>;
type Sealed = { title: string; version: WholeVersion; content: Content; address: string };

/** A version as a file: what was sealed about it stands above its text. `name` is plain ASCII. */
export function versionFile({ title, version, content, address }: Sealed): { name: string; text: string } {
  const name = `${slug(title)}-version-${version.number}.${content.format}`;
  if (content.format === 'json') return { name, text: `${JSON.stringify({ title, address, version, content: content.json }, null, 2)}\n` };
  const lines = [
    versionWords(version),
    m.version_locked_by({ name: personLine(version.by), when: fullWhenWords(new Date(version.at)) }),
    ...(version.until === null ? [] : [m.version_until({ date: dateWords(version.until) })]),
    `${m.version_purpose()}: ${purposeWords(version.purpose)}`,
    `${m.lock_reason()}: ${version.reason}`,
    `${m.version_hash_short()} (SHA-256): ${version.hash}`,
    address,
  ];
  switch (content.format) {
    case 'txt':
      return { name, text: `${[title, '', ...lines].join('\n')}\n\n${'='.repeat(60)}\n\n${content.text.trimEnd()}\n` };
    case 'md':
      return {
        name,
        text: `# ${plain(title)}\n\n${lines.map((line) => `- ${plain(line)}`).join('\n')}\n\n---\n\n${content.text.trimEnd()}\n`,
      };
    case 'html':
      return { name, text: page(title, lines, content.text) };
  }
}

function page(title: string, lines: readonly string[], body: string): string {
  return `<!doctype html>
<html lang="${getLocale()}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<style>
body { max-width: 42rem; margin: 3rem auto; padding: 0 1rem; font: 1.125rem/1.6 'Source Serif 4', Charter, Georgia, serif; }
header { margin-bottom: 2.5rem; padding: 0.75rem 0 1rem; border-top: 4px double; border-bottom: 1px solid; font-size: 0.875rem; }
header p { margin: 0; overflow-wrap: anywhere; }
ol.points { list-style: none; padding-left: 2rem; }
.point-number { font-weight: 600; }
.point-level, .section-name { font: 500 0.8125rem/2 system-ui, sans-serif; }
table { border-collapse: collapse; }
th, td { padding: 0.25rem 0.75rem 0.25rem 0; border-bottom: 1px solid #bbb; text-align: left; vertical-align: top; }
</style>
</head>
<body>
<header>
<h1>${escaped(title)}</h1>
${lines.map((line) => `<p>${escaped(line)}</p>`).join('\n')}
</header>
<main lang="da">
${body}
</main>
</body>
</html>
`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function plain(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>#]/g, String.raw`\$&`);
}

function slug(title: string): string {
  const ascii = title
    .toLowerCase()
    .replaceAll('æ', 'ae')
    .replaceAll('ø', 'oe')
    .replaceAll('å', 'aa')
    .normalize('NFD')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return ascii.slice(0, 60) || 'samskriv';
}
