import { mostFileBytes } from '@samskriv/commands';
import { isWritable } from '@samskriv/document';
import { error } from '@sveltejs/kit';
import { refusalWords } from '#lib/words/refusal.ts';
import { readBytes } from './api/body.ts';

// What forms without a file may bring. The largest that makes sense is a target's text, or a table, pasted in.
const mostWords = 1024 * 1024;
// What stands around a file in a form: boundaries, and the other fields.
const aroundFile = 256 * 1024;

/**
 * What a form sent, in characters that can be kept: a page says 422, and at which field, to others. A page says 413 when it is more than any form of words here can hold; no more of
 * it is read than that.
 */
export async function readForm(request: Request): Promise<FormData> {
  const form = await atMost(request, mostWords);
  return form ?? error(413, refusalWords('too_large'), { code: 'too_large' });
}

/** What a form with a file sent, as `readForm` takes it, or null when it is larger than a file may be; no more of it is read than that. */
export async function readFileForm(request: Request): Promise<FormData | null> {
  return atMost(request, mostFileBytes + aroundFile);
}

async function atMost(request: Request, most: number): Promise<FormData | null> {
  const bytes = await readBytes(request, most);
  if (bytes === null) return null;
  const type = request.headers.get('content-type') ?? '';
  let form: FormData;
  try {
    form = await new Response(bytes as Uint8Array<ArrayBuffer>, { headers: { 'content-type': type } }).formData();
  } catch {
    error(422, refusalWords('malformed'), { code: 'malformed' });
  }
  return writableForm(form);
}

// What a paste from Word or a PDF brings with it: line breaks and markers of their own. Whoever pastes does not see them.
// eslint-disable-next-line no-control-regex
const pasted = /[\x01-\x08\x0b\x0c\x0e-\x1f]/g;

function writableForm(form: FormData): FormData {
  const kept = new FormData();
  for (const [name, value] of form) {
    const fit = typeof value === 'string' ? value.replace(pasted, ' ') : value;
    if (!isWritable(name) || (typeof fit === 'string' && !isWritable(fit)))
      error(422, refusalWords('unwritable'), { code: 'unwritable', field: name });
    kept.append(name, fit);
  }
  return kept;
}
