import { contentFormats, readPaper, readVersion, readVersionContent } from '@samskriv/commands';
import { error } from '@sveltejs/kit';
import { paperWords } from '#lib/paper/words.ts';
import { orError, signedIn } from '#lib/server/guard.ts';
import { versionFile } from '#lib/versions/versionFile.ts';
import type { RequestHandler } from './$types';

const types = { html: 'text/html', md: 'text/markdown', txt: 'text/plain', json: 'application/json' };

/** A version as a file to keep: its text with what was sealed about it. */
export const GET: RequestHandler = async (event) => {
  const { house, actor } = signedIn(event);
  const versionId = event.params.id;
  const format = contentFormats.find((known) => known === (event.url.searchParams.get('format') ?? 'html'));
  if (format === undefined) error(404);
  const version = orError(await readVersion(house, actor, versionId));
  const { title } = orError(await readPaper(house, actor, version.paperId));
  const content = orError(await readVersionContent(house, actor, { versionId, format, words: paperWords() }));
  const address = new URL(`/versions/${versionId}`, event.url).href;
  const { name, text } = versionFile({ title, version, content, address });
  return new Response(text, {
    headers: {
      'content-type': `${types[format]}; charset=utf-8`,
      'content-disposition': `attachment; filename="${name}"`,
    },
  });
};
