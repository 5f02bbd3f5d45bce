import 'server-only';

import { monitorEventLoopDelay } from 'node:perf_hooks';

import { env } from '@/lib/env';
import { version } from '@/package.json';

import { registerCounter, registerGauge } from './metrics';
import { shared } from './shared';

const resolutionMs = 20;
const quantiles = [50, 90, 99, 100];

/** Of the time since the last scrape: what was slow an hour ago is no news. */
function watchEventLoop(): void {
  const delay = monitorEventLoopDelay({ resolution: resolutionMs });
  delay.enable();
  registerGauge({
    name: 'palimpsest_event_loop_delay_seconds',
    help: 'How late timers were since the last scrape: what a request waits for other work of the process.',
    read: () => {
      const samples = quantiles.map((percent) => ({
        labels: { quantile: String(percent / 100) },
        // The timer's own period is part of what is measured.
        value: Math.max(0, delay.percentile(percent) / 1e9 - resolutionMs / 1000),
      }));
      delay.reset();
      return samples;
    },
  });
}

/** What every process says of itself. */
export function watchRuntime(role: 'server' | 'worker', database: string): void {
  const startedAt = Date.now() / 1000 - process.uptime();
  registerGauge({
    name: 'palimpsest_build_info',
    help: 'Always 1: which release this is, and on what it runs.',
    read: () => [{ labels: { version, node: process.versions.node, role, database }, value: 1 }],
  });
  registerGauge({
    name: 'process_resident_memory_bytes',
    help: 'Memory of the process that is in use.',
    read: () => process.memoryUsage.rss(),
  });
  registerGauge({
    name: 'process_start_time_seconds',
    help: 'When the process started, in seconds since 1970.',
    read: () => startedAt,
  });
  registerCounter({
    name: 'process_cpu_seconds_total',
    help: 'Processor time that the process has used.',
    read: () => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1e6;
    },
  });
  registerGauge({
    name: 'palimpsest_event_streams',
    help: 'Event streams that are open.',
    // Whoever opens one leaves here how to end it.
    read: () => shared('streams', () => new Set<() => void>()).size,
  });
  if (env().METRICS_KEY !== undefined) watchEventLoop();
}
