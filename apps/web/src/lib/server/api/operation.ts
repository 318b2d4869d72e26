import type { House, Person } from '@samskriv/commands';
import type { Actor, Refusal, RefusalCode } from '@samskriv/process';
import type { z } from 'zod';

/** What an operation is handed: who asks, the ids in the address, and what was sent, already in shape. */
export type Asked<Input, Query> = {
  house: House;
  actor: Actor;
  person: Person;
  /** The hash that the database knows the session or token by that asks. */
  credential: string | null;
  /** Ids as they stand in the address; commands say whether they are anybody's. */
  params: Readonly<Record<string, string>>;
  input: Input;
  query: Query;
};

/** A text in another form than JSON. */
export type TextAnswer = { type: 'text/html' | 'text/markdown' | 'text/plain' | 'text/csv'; text: string };

/** A file, streamed as an attachment that no browser runs. */
export type FileAnswer = { name: string; type: string; bytes: number; pieces: AsyncGenerator<Uint8Array, void> };

/**
 * One thing the API can do: the same value answers requests (answer.ts) and describes them (openapi.ts), so that the
 * description is of what is there. `path` has ids in braces. `refusals` are the reasons for a no beside those that every
 * operation has. `upload` means that what is sent is the bytes of a file, handed over as `input`; `file` that a file may be the
 * answer. `session` means that a bearer token is not enough: a token must not make tokens.
 */
export type Operation = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  summary: string;
  status: 200 | 201;
  session: boolean;
  input: z.ZodType | null;
  query: z.ZodType | null;
  output: z.ZodType;
  text: readonly TextAnswer['type'][];
  upload: boolean;
  file: boolean;
  refusals: readonly RefusalCode[];
  run(asked: Asked<unknown, unknown>): Promise<unknown>;
};

/** Writes an operation down; what is left out is: status 200, a token is enough, nothing sent, JSON only. */
export function operation<Output extends z.ZodType, Input extends z.ZodType = z.ZodNull, Query extends z.ZodType = z.ZodNull>(
  of: Pick<Operation, 'method' | 'path' | 'summary'> & {
    status?: 200 | 201;
    session?: boolean;
    input?: Input;
    query?: Query;
    output: Output;
    text?: Operation['text'];
    upload?: boolean;
    file?: boolean;
    refusals?: readonly RefusalCode[];
    run(asked: Asked<z.output<Input>, z.output<Query>>): Promise<z.input<Output> | Refusal | TextAnswer | FileAnswer>;
  },
): Operation {
  return {
    status: 200,
    session: false,
    text: [],
    upload: false,
    file: false,
    refusals: [],
    ...of,
    input: of.input ?? null,
    query: of.query ?? null,
    run: (asked) => of.run(asked as Asked<z.output<Input>, z.output<Query>>),
  };
}
