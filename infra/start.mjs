// `npm start`: builds the pages when they are missing or older than their sources, then runs the process.
import { buildIfStale } from './build.mjs';

await buildIfStale();
const { main } = await import('../apps/server/src/main.ts');
await main();
