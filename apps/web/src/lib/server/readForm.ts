import { mostFileBytes } from '@samskriv/commands';
import { error } from '@sveltejs/kit';
import { refusalWords } from '#lib/words/refusal.ts';
import { readBytes } from './api/body.ts';

// What forms without a file may bring. The largest that makes sense is a target's text, or a table, pasted in.
const mostWords = 1024 * 1024;
// What stands around a file in a form: boundaries, and the other fields.
const aroundFile = 256 * 1024;

/** What a form sent. A page says 413 when it is more than any form of words here can hold; no more of it is read than that. */
export async function readForm(request: Request): Promise<FormData> {
  const form = await atMost(request, mostWords);
  return form ?? error(413, refusalWords('too_large'), { code: 'too_large' });
}

/** What a form with a file sent, or null when it is larger than a file may be; no more of it is read than that. */
export async function readFileForm(request: Request): Promise<FormData | null> {
  return atMost(request, mostFileBytes + aroundFile);
}

async function atMost(request: Request, most: number): Promise<FormData | null> {
  const bytes = await readBytes(request, most);
  if (bytes === null) return null;
  const type = request.headers.get('content-type') ?? '';
  try {
    return await new Response(bytes as Uint8Array<ArrayBuffer>, { headers: { 'content-type': type } }).formData();
  } catch {
    error(422, refusalWords('malformed'), { code: 'malformed' });
  }
}
