import { refuse, type Refusal } from '@samskriv/process';
import type { z } from 'zod';
import { unwritableField } from '../unwritable.ts';

/** The most bytes a request may bring. The largest that makes sense is a target's text pasted in. */
const mostBytes = 512 * 1024;

/** The JSON of a request in the shape it must have, or why it is refused. */
export async function readInput(request: Request, shape: z.ZodType): Promise<{ value: unknown } | Refusal> {
  const bytes = await readBytes(request, mostBytes);
  if (bytes === null) return refuse('too_large');
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return refuse('malformed');
  }
  return inShape(json, shape);
}

/** A value in the shape it must have, or the first field that does not fit; characters that cannot be kept fit nowhere. */
export function inShape(value: unknown, shape: z.ZodType): { value: unknown } | Refusal {
  const unwritable = unwritableField(value);
  if (unwritable !== null) return refuse('unwritable', unwritable || undefined);
  const checked = shape.safeParse(value);
  if (checked.success) return { value: checked.data };
  const issue = checked.error.issues[0];
  const field = issue?.path.join('.') || undefined;
  if (issue?.code === 'unrecognized_keys') return refuse('unknown_field', [...issue.path, issue.keys[0]].join('.'));
  if (issue?.code === 'invalid_type' && field !== undefined && isMissing(value, issue.path)) return refuse('required', field);
  return refuse('invalid', field);
}

function isMissing(value: unknown, path: readonly PropertyKey[]): boolean {
  const found = path.reduce<unknown>(
    (inside, key) => (typeof inside === 'object' && inside !== null ? Reflect.get(inside, key) : undefined),
    value,
  );
  return found === undefined;
}

/** The body, or null when it has more than `most` bytes; no more of it is read than that. */
export async function readBytes(request: Request, most: number): Promise<Uint8Array | null> {
  if (Number(request.headers.get('content-length') ?? 0) > most) return null;
  if (request.body === null) return new Uint8Array();
  const pieces: Uint8Array[] = [];
  const reader = request.body.getReader();
  try {
    for (let bytes = 0; ;) {
      const { done, value } = await reader.read();
      if (done) return Buffer.concat(pieces);
      bytes += value.byteLength;
      if (bytes > most) {
        // Not waited for: a request that was cloned on its way here is only given up when both halves are.
        void reader.cancel();
        return null;
      }
      pieces.push(value);
    }
  } catch (error) {
    // The adapter's own limit breaks the stream with a 413.
    if (typeof error === 'object' && error !== null && 'status' in error && error.status === 413) return null;
    throw error;
  }
}
