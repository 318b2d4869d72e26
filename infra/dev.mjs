// `npm run dev`: the whole process with the pages served by Vite, so that a change shows at once. The server's own code is
// started anew by hand (Ctrl-C).
import { join } from 'node:path';
import { createServer } from 'vite';
import { main } from '../apps/server/src/main.ts';
import { root } from './run.mjs';

await main(async (server) => {
  const web = join(root, 'apps', 'web');
  // Kit looks for its files in the current folder; the data folder was made absolute before.
  process.chdir(web);
  const vite = await createServer({ root: web, server: { middlewareMode: true, hmr: { server } } });
  return { handler: vite.middlewares, close: () => vite.close() };
});
