import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

// Which Node runs the tests, and everything that the tests start, is decided by infra/bootstrap.mjs.
const node = {
  extends: true as const,
  // Server packages are exported to Node alone; the tests must see what Node sees.
  resolve: { conditions: ['node'] },
  ssr: { resolve: { conditions: ['node'] } },
};

// In `npm run test:long` a loop may take hours.
const patience = (milliseconds: number): number => (process.env.TEST_LONG === '1' ? 12 * 3_600_000 : milliseconds);

export default defineConfig({
  test: {
    globalSetup: ['packages/database/src/testing.ts'],
    // Vitest would leave one core free; the tests wait for a database, a browser or a process half of the time.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: patience(20_000),
    hookTimeout: 60_000,
    // Waiting is for a condition; how long it takes is the machine's business.
    expect: { poll: { timeout: 15_000 } },
    projects: [
      {
        ...node,
        test: {
          name: 'unit',
          include: ['packages/*/src/**/*.test.ts', 'apps/*/src/**/*.test.ts', 'infra/*.test.mjs'],
          exclude: ['packages/editor/**'],
        },
      },
      { ...node, test: { name: 'editor', environment: 'jsdom', include: ['packages/editor/src/**/*.test.ts'] } },
      {
        ...node,
        test: { name: 'convergence', environment: 'jsdom', include: ['tests/convergence/**/*.test.ts'], testTimeout: patience(300_000) },
      },
      { ...node, test: { name: 'faults', include: ['tests/faults/**/*.test.ts'], testTimeout: patience(300_000) } },
      { ...node, test: { name: 'stored', include: ['tests/stored/**/*.test.ts'] } },
      { ...node, test: { name: 'services', include: ['tests/services/**/*.test.ts'], testTimeout: patience(120_000) } },
      {
        ...node,
        test: {
          name: 'journeys',
          include: ['tests/journeys/**/*.test.ts'],
          globalSetup: ['tests/journeys/planted.ts'],
          testTimeout: 120_000,
          // A database, a server and a browser are started in them.
          hookTimeout: 240_000,
          expect: { poll: { timeout: 20_000 } },
        },
      },
      { ...node, test: { name: 'replay', include: ['tests/replay/**/*.test.ts', 'tests/bench/**/*.test.ts'] } },
    ],
  },
});
