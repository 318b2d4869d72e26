// Preloaded into a measured server with `node --import`: event-loop delay, heap after a forced collection and CPU profiles,
// on 127.0.0.1. Does nothing unless BENCH_PROBE_PORT is set.
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { Session } from 'node:inspector/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isMainThread } from 'node:worker_threads';
import type { ProbeAnswer } from './processes.ts';

const resolution = 5;

function open(port: number): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  // Off until asked for: its timer wakes the process 200 times a second.
  const histogram = monitorEventLoopDelay({ resolution });
  let session: Session | null = null;
  const milliseconds = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - resolution);

  const answer = async (question: string, file: string): Promise<ProbeAnswer> => {
    switch (question) {
      case '/reset':
        histogram.enable();
        histogram.reset();
        return {};
      case '/stats': {
        const delay = {
          p50: milliseconds(histogram.percentile(50)),
          p99: milliseconds(histogram.percentile(99)),
          max: milliseconds(histogram.max),
        };
        histogram.disable();
        return { delay };
      }
      case '/collect': {
        collect();
        await sleep(50);
        collect();
        const { heapUsed, external } = process.memoryUsage();
        return { heapBytes: heapUsed + external };
      }
      case '/profile-start':
        session = new Session();
        session.connect();
        await session.post('Profiler.enable');
        await session.post('Profiler.setSamplingInterval', { interval: 250 });
        await session.post('Profiler.start');
        return {};
      case '/profile-stop': {
        if (!session) return null;
        const { profile } = await session.post('Profiler.stop');
        writeFileSync(file, JSON.stringify(profile));
        session.disconnect();
        session = null;
        return {};
      }
      default:
        return null;
    }
  };

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://probe');
    answer(url.pathname, url.searchParams.get('file') ?? '').then(
      (value) => response.end(JSON.stringify(value)),
      (error: unknown) => {
        response.statusCode = 500;
        response.end(JSON.stringify({ error: String(error) }));
      },
    );
  });
  server.listen(port, '127.0.0.1');
  server.unref();
}

const port = process.env['BENCH_PROBE_PORT'];
if (port !== undefined && isMainThread) open(Number(port));
