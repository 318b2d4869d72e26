import { hash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Pool } from '@samskriv/database';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { isStraightFromHere } from './clientAddress.ts';

/** What /metrics shows of the process itself: no names, no paths, nothing of anybody's. */
export type Metrics = {
  /** Records one answered request. */
  answered(status: number, seconds: number): void;
  refusedConnection(): void;
  /** In the text format of Prometheus. */
  text(): Promise<string>;
  readonly contentType: string;
};

/** `counts` are numbers of this moment, each shown as `samskriv_<name>`. */
export function openMetrics(sql: Pool, counts: () => Readonly<Record<string, number>>): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const seconds = new Histogram({
    name: 'samskriv_http_request_seconds',
    help: 'Time to answer a request, by class of status.',
    labelNames: ['status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
    registers,
  });
  const refused = new Counter({ name: 'samskriv_http_refused_connections_total', help: 'Connections over the cap.', registers });
  for (const name of Object.keys(counts())) {
    new Gauge({
      name: `samskriv_${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`,
      help: `${name}, now or since the start.`,
      registers,
      collect() {
        this.set(counts()[name] ?? 0);
      },
    });
  }
  new Gauge({
    name: 'samskriv_database_up',
    help: '1 when the database answers.',
    registers,
    async collect() {
      this.set((await databaseAnswers(sql)) ? 1 : 0);
    },
  });
  return {
    answered: (status, duration) => seconds.observe({ status: `${Math.floor(status / 100)}xx` }, duration),
    refusedConnection: () => refused.inc(),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

/** Whether a request may read /metrics: straight from this machine, or with the token (METRICS_TOKEN) where there is one. */
export function mayReadMetrics(request: IncomingMessage, token: string | null): boolean {
  const given = /^bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (token !== null && given !== undefined && timingSafeEqual(hash('sha256', given, 'buffer'), hash('sha256', token, 'buffer')))
    return true;
  return isStraightFromHere(request);
}

/** Whether the database answers within two seconds. */
export async function databaseAnswers(sql: Pool): Promise<boolean> {
  const { promise: late, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), 2000);
  const asked = sql`select 1`.then(
    () => true,
    () => false,
  );
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
}
