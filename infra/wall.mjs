// The must-fail build: packages that hold SQL, secrets or rights must be impossible to bundle for a browser. They are exported
// under the `node` condition alone, and this proves that a bundler minds it.
import { join } from 'node:path';
import { build } from 'vite';
import { root } from './run.mjs';

// Each package as one sees it who depends on it.
const guarded = { '@samskriv/database': 'packages/commands', '@samskriv/auth': 'packages/commands', '@samskriv/commands': 'apps/web' };
const open = { '@samskriv/document': 'packages/commands', '@samskriv/process': 'apps/web' };

/** Server packages that a browser could be given, and pure ones that it could not: all should be empty. */
export async function holesInTheWall() {
  const holes = [];
  for (const [name, from] of Object.entries(guarded)) {
    const refusal = await refusedByBrowser(name, from);
    if (refusal === null) holes.push(`${name} can be bundled for the browser`);
    else if (!/is not exported under the conditions .* from package (\S+)/.exec(refusal)?.[1].endsWith(name))
      holes.push(`${name} was refused for another reason: ${refusal}`);
  }
  // Without this, a bundler that refuses everything would pass.
  for (const [name, from] of Object.entries(open)) {
    const refusal = await refusedByBrowser(name, from);
    if (refusal !== null) holes.push(`${name} cannot be bundled, so nothing is proven: ${refusal}`);
  }
  return holes;
}

/** Null when `name` can be bundled for a browser, else what the bundler said. */
async function refusedByBrowser(name, from) {
  const entry = 'virtual:wall';
  const plugin = {
    name: 'wall',
    resolveId: (id) => (id === entry ? `\0${entry}` : null),
    load: (id) => (id === `\0${entry}` ? `export * from '${name}';` : null),
  };
  try {
    await build({
      root: join(root, from),
      configFile: false,
      logLevel: 'silent',
      plugins: [plugin],
      build: { write: false, minify: false, rolldownOptions: { input: entry, preserveEntrySignatures: 'strict' } },
    });
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

if (import.meta.main) {
  const holes = await holesInTheWall();
  for (const hole of holes) console.error(hole);
  process.exitCode = holes.length === 0 ? 0 : 1;
}
