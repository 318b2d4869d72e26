import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Workload } from '../workload.ts';

const build = fileURLToPath(new URL('../../../apps/web/build', import.meta.url));
const chunks = fileURLToPath(new URL('../../../apps/web/.svelte-kit/output/client/.vite/manifest.json', import.meta.url));

type Manifest = {
  _: { client: { imports: string[] } };
  routes?: { id: string; page: { layouts: (number | undefined)[]; leaf: number } | null }[];
};

/**
 * W9: gzipped JavaScript of each page of the built web app, from Kit's own manifest: what the page asks for at once, with
 * what its own code imports once it stands, and what is fetched only when a person asks for it (files named `….later.ts`).
 * A page of several faces, such as the start page, is counted with all of them. Needs no server.
 */
export const weight: Workload = {
  id: 'W9',
  title: 'Page weight: gzipped JavaScript per route',
  subjects: ['samskriv'],
  columns: ['scriptKb', 'withLaterKb', 'askedKb', 'styleKb'],
  async run() {
    const { manifest } = (await import(join(build, 'server/manifest.js'))) as {
      manifest: { client: { imports: string[] }; _: { routes: Manifest['routes'] } } & Manifest;
    };
    const client = manifest.client ?? manifest._.client;
    const routes = manifest.routes ?? manifest._.routes ?? [];
    const asked = askedFor();
    return routes.flatMap(({ id, page }) => {
      if (!page) return [];
      // Kit's client always loads the root layout and the root error page (nodes 0 and 1) beside the page's own.
      const nodes = [...new Set([0, 1, ...page.layouts.filter((node) => node !== undefined), page.leaf])];
      const atOnce = new Set([...client.imports, ...nodes.flatMap((node) => listOf(node, 'imports'))]);
      const byItself = new Set(atOnce);
      const all = new Set(atOnce);
      for (const file of nodes.flatMap((node) => listOf(node, 'imports'))) {
        follow(file, byItself, asked);
        follow(file, all, new Set());
      }
      const styles = new Set(nodes.flatMap((node) => listOf(node, 'stylesheets')));
      const withLaterKb = gzipped(byItself);
      return [
        { case: id, figures: { scriptKb: gzipped(atOnce), withLaterKb, askedKb: gzipped(all) - withLaterKb, styleKb: gzipped(styles) } },
      ];
    });
  },
};

/** Kit writes `export const imports = [...]` with the whole static closure; the module itself would load the page's server code. */
function listOf(node: number, name: 'imports' | 'stylesheets'): string[] {
  const source = readFileSync(join(build, `server/nodes/${node}.js`), 'utf8');
  const list = new RegExp(`export const ${name} = (\\[[^\\]]*\\])`).exec(source)?.[1];
  return list === undefined ? [] : (JSON.parse(list) as string[]);
}

function askedFor(): ReadonlySet<string> {
  const files = JSON.parse(readFileSync(chunks, 'utf8')) as Record<string, { file: string }>;
  return new Set(Object.entries(files).flatMap(([source, { file }]) => (source.endsWith('.later.ts') ? [file] : [])));
}

function follow(file: string, seen: Set<string>, not: ReadonlySet<string>): void {
  const source = readFileSync(join(build, 'client', file), 'utf8');
  for (const [, path] of source.matchAll(/(?:\bimport\(|\bfrom|\bimport)\s*["'`](\.{1,2}\/[^"'`]+\.js)["'`]/g)) {
    const found = join(dirname(file), path!);
    if (seen.has(found) || not.has(found)) continue;
    seen.add(found);
    follow(found, seen, not);
  }
}

function gzipped(files: ReadonlySet<string>): number {
  return [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(build, 'client', file))).length, 0) / 1000;
}
