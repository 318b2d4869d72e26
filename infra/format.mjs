// `npm run format`: writes every file the way `npm run check` wants it.
import { runNode } from './run.mjs';

process.exitCode = await runNode('prettier', ['--write', '--log-level', 'warn', '.']);
