// `npm run bench -- [--quick] [--only=W1,W7] [--repeat=3] [--profile]`: see tests/bench/README.md.
import { buildIfStale } from './build.mjs';

await buildIfStale();
await import('../tests/bench/bench.ts');
