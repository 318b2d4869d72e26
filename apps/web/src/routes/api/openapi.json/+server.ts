import { openapi } from '#lib/server/api/openapi.ts';
import { operations } from '#lib/server/api/operations.ts';

const description = JSON.stringify(openapi(operations));

/** The description of the API, for everybody: it tells nothing about what is in the house. */
export function GET(): Response {
  return new Response(description, { headers: { 'content-type': 'application/json', 'cache-control': 'public, max-age=300' } });
}
