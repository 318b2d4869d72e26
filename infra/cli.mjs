// `npm run cli -- …`: see apps/server/src/cli.ts.
import { runCli } from '../apps/server/src/cli.ts';

process.exitCode = await runCli(process.argv.slice(2));
