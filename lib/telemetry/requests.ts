import 'server-only';

import { counter, histogram } from './metrics';
import type { Count } from './metrics';
import { shared } from './shared';

/** In seconds: from what is answered out of memory to a long export. */
const bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60];
const methods = new Set(['GET', 'HEAD', 'POST', 'DELETE', 'PUT', 'PATCH', 'OPTIONS']);

const requests = counter({
  name: 'palimpsest_http_requests_total',
  help: 'Requests that were answered, by template of the route, method and class of the status.',
  labels: ['route', 'method', 'status'],
});
const durations = histogram({
  name: 'palimpsest_http_request_duration_seconds',
  help: 'From the arrival of a request to its answer, of which a file may still be under way.',
  labels: ['route', 'method'],
  bounds,
});

export type ObserveRequest = (status: number, durationMs: number) => void;

/** For one route and method. `route` is a template, or a fixed word in parentheses for what has none. */
export function observeRoute(route: string, sentMethod: string): ObserveRequest {
  const method = methods.has(sentMethod) ? sentMethod : '(other)';
  const observeDuration = durations.of({ route, method });
  const counts: (Count | undefined)[] = [];
  return (status, durationMs) => {
    const index = Math.trunc(status / 100);
    const count = (counts[index] ??= requests.of({ route, method, status: `${index}xx` }));
    count.value += 1;
    observeDuration(durationMs / 1000);
  };
}

/** The server's front door, which is no part of the bundle, counts through this what never reaches a wrapper. */
shared('observe-route', () => observeRoute);
