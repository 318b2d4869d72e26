import { DamagedRound, mostFileBytes, tooLargeFile } from '@samskriv/commands';
import { isRefusal, refuse, refusalStatus, type Refusal } from '@samskriv/process';
import type { RequestEvent } from '@sveltejs/kit';
import { refusalWords } from '#lib/words/refusal.ts';
import { fileResponse } from '../fileResponse.ts';
import { uploadTurn } from '../uploadTurns.ts';
import { isUnwritableError, unwritableField } from '../unwritable.ts';
import { inShape, readBytes, readInput } from './body.ts';
import type { FileAnswer, Operation, TextAnswer } from './operation.ts';

type Handler = (event: Pick<RequestEvent, 'locals' | 'params' | 'request' | 'url'>) => Promise<Response>;

/** Answers requests with an operation: JSON, or a refusal as `{code, message, field?}` in the person's language. */
export function answer(operation: Operation): Handler {
  return async ({ locals, params, request, url }) => {
    const { house, actor, person, sessionId: credential } = locals;
    if (actor === null || person === null) return refusal(refuse('not_signed_in'));
    if (operation.session && request.headers.has('authorization')) return refusal(refuse('forbidden'));
    // What no row can hold is no row's id.
    if (unwritableField(params) !== null) return refusal(refuse('not_found'));
    const query = operation.query === null ? { value: null } : inShape(Object.fromEntries(url.searchParams), operation.query);
    if (isRefusal(query)) return refusal(query);
    const ids = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, value ?? '']));
    const run = async () => {
      const input = await sent(request, operation);
      if (isRefusal(input)) return input;
      return operation.run({ house, actor, person, credential, params: ids, input: input.value, query: query.value });
    };
    try {
      const outcome = await (operation.upload ? uploadTurn(run) : run());
      if (isRefusal(outcome)) return refusal(outcome);
      if (isText(operation, outcome)) return text(outcome);
      if (operation.file) return fileResponse(outcome as FileAnswer);
      return Response.json(outcome, { status: operation.status, headers: kept });
    } catch (error) {
      if (error instanceof DamagedRound) return refusal(refuse('text_damaged'));
      if (isUnwritableError(error)) return refusal(refuse('unwritable'));
      return unexpected(error, { method: operation.method, path: operation.path, person: person.id });
    }
  };
}

async function sent(request: Request, operation: Operation): Promise<{ value: unknown } | Refusal> {
  if (operation.upload) {
    const content = await readBytes(request, mostFileBytes);
    return content === null ? tooLargeFile() : { value: content };
  }
  return operation.input === null ? { value: null } : readInput(request, operation.input);
}

/** Answers a method that a path does not have, or a path that is not there. */
export function nothingHere(methods: readonly Operation['method'][] = []): Handler {
  return async ({ locals }) => {
    if (locals.actor === null) return refusal(refuse('not_signed_in'));
    if (methods.length === 0) return refusal(refuse('not_found'));
    return refusal(refuse('method_not_allowed'), { allow: methods.join(', ') });
  };
}

const kept = { 'cache-control': 'private, no-store' };

function refusal(no: Refusal, more: Record<string, string> = {}): Response {
  const status = refusalStatus[no.refused];
  const seconds = no.details?.seconds;
  return Response.json(
    { code: no.refused, message: refusalWords(no.refused, no.details), ...(no.field === undefined ? {} : { field: no.field }) },
    {
      status,
      headers: {
        ...kept,
        ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
        ...(status === 429 ? { 'retry-after': String(seconds ?? 60) } : {}),
        ...more,
      },
    },
  );
}

// Kit would answer with a page for people; a script gets words it can read, and the log gets the rest.
function unexpected(error: unknown, about: Record<string, string>): Response {
  const logId = crypto.randomUUID().slice(0, 8);
  const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
  console.error(JSON.stringify({ level: 'error', logId, ...about, error: told }));
  return Response.json({ code: 'unexpected', message: refusalWords('unexpected', { logId }) }, { status: 500, headers: kept });
}

function isText(operation: Operation, outcome: unknown): outcome is TextAnswer {
  return (
    typeof outcome === 'object' &&
    outcome !== null &&
    'text' in outcome &&
    'type' in outcome &&
    operation.text.some((type) => type === outcome.type)
  );
}

function text({ type, text }: TextAnswer): Response {
  return new Response(text, { headers: { ...kept, 'content-type': `${type}; charset=utf-8` } });
}
