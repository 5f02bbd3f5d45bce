import 'server-only';

import { counter, histogram, registerGauge } from '@/lib/telemetry/metrics';

/** Connections of this process to its database: how many it may have, has, lends out, and how many callers wait for one. */
export type Connections = { limit: number; open: number; used: number; waiting: number };

const wait = histogram({
  name: 'palimpsest_database_wait_seconds',
  help: 'What a statement or transaction waits for a connection.',
  labels: [],
  bounds: [0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 15],
}).of({});

const failures = counter({
  name: 'palimpsest_database_failures_total',
  help: 'Statements that the database refused, by class of the SQLSTATE: 23 for a constraint, 40 for a deadlock, PA for a refusal of ours.',
  labels: ['class'],
});

const lost = counter({
  name: 'palimpsest_database_connections_lost_total',
  help: 'Connections that broke.',
  labels: [],
}).of({});

/** Shows the connections of the database that this process has opened last. */
export function watchConnections(read: () => Connections): void {
  registerGauge({
    name: 'palimpsest_database_connections',
    help: 'Connections to the database, by state.',
    read: () => {
      const { open, used } = read();
      return [
        { labels: { state: 'used' }, value: used },
        { labels: { state: 'idle' }, value: open - used },
      ];
    },
  });
  registerGauge({
    name: 'palimpsest_database_connections_limit',
    help: 'Connections that the process may open.',
    read: () => read().limit,
  });
  registerGauge({
    name: 'palimpsest_database_waiting',
    help: 'Statements and transactions that wait for a connection.',
    read: () => read().waiting,
  });
}

export function observeWait(startedAt: number): void {
  wait((performance.now() - startedAt) / 1000);
}

export function countLostConnection(): void {
  lost.value += 1;
}

/** Of a failure without a SQLSTATE nothing is counted: it did not come from the database. */
export function countFailure(sqlState: unknown): void {
  if (typeof sqlState !== 'string' || !/^[\dA-Z]{5}$/.test(sqlState)) return;
  failures.of({ class: sqlState.slice(0, 2) }).value += 1;
}
