import { refusalStatus, type RefusalCode } from '@samskriv/process';
import { z } from 'zod';
import type { Operation } from './operation.ts';

type Json = Record<string, unknown>;

/** Operations as an OpenAPI 3.1 description, built from the schemas that check what is sent. */
export function openapi(operations: readonly Operation[]): Json {
  const paths: Record<string, Json> = {};
  for (const operation of operations) {
    (paths[operation.path] ??= {})[operation.method.toLowerCase()] = describe(operation);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Samskriv',
      version: '1',
      description:
        'Everything here is done with the rights of the person whose bearer token or session it is. What a person may not see is 404. ' +
        'Errors are {code, message}, the message in the language of the person, and field where one field is at fault.',
    },
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'samskriv_session' },
      },
      schemas: {
        Error: {
          type: 'object',
          required: ['code', 'message'],
          properties: {
            code: { type: 'string', enum: Object.keys(refusalStatus) },
            message: { type: 'string' },
            field: { type: 'string' },
          },
        },
      },
    },
    security: [{ token: [] }, { session: [] }],
  };
}

function describe({ path, summary, session, input, query, output, status, text, refusals, upload, file }: Operation): Json {
  const ids = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    // A moment of a paper's history is a number or a time.
    schema: name === 'round' ? { type: 'integer' } : name === 'moment' ? { type: 'string' } : { type: 'string', format: 'uuid' },
  }));
  const asked = query === null ? [] : queryParameters(query);
  const content = Object.fromEntries([
    ...(file
      ? [['application/octet-stream', { schema: { type: 'string', format: 'binary' } }] as const]
      : [['application/json', { schema: schemaOf(output, 'output') }] as const]),
    ...text.map((type) => [type, { schema: { type: 'string' } }] as const),
  ]);
  return {
    summary,
    ...(session ? { security: [{ session: [] }] } : {}),
    ...(ids.length + asked.length === 0 ? {} : { parameters: [...ids, ...asked] }),
    ...(upload
      ? { requestBody: { required: true, content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } } }
      : {}),
    ...(input === null ? {} : { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(input, 'input') } } } }),
    responses: { [status]: { description: summary, content }, ...refused(everyRefusal(path, input, query, refusals)) },
  };
}

function everyRefusal(path: string, input: z.ZodType | null, query: z.ZodType | null, refusals: readonly RefusalCode[]): Set<RefusalCode> {
  return new Set<RefusalCode>([
    'not_signed_in',
    ...(path.includes('{') ? (['not_found'] as const) : []),
    ...(input === null ? [] : (['malformed', 'unknown_field', 'invalid', 'unwritable', 'too_large'] as const)),
    ...(query === null ? [] : (['unknown_field', 'invalid', 'unwritable'] as const)),
    ...refusals,
  ]);
}

function refused(codes: ReadonlySet<RefusalCode>): Json {
  const byStatus = Map.groupBy(codes, (code) => refusalStatus[code]);
  const content = { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } };
  return Object.fromEntries([...byStatus].map(([status, codes]) => [String(status), { description: codes.join(', '), content }]));
}

function queryParameters(query: z.ZodType): Json[] {
  const { properties = {}, required = [] } = schemaOf(query, 'input') as { properties?: Record<string, Json>; required?: string[] };
  return Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', required: required.includes(name), schema }));
}

function schemaOf(type: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...schema } = z.toJSONSchema(type, { io });
  return schema;
}
