import 'server-only';

import { env } from '@/lib/env';

import { setTracing } from './tracing';

/** Records traces from here on, if the environment says where to send them. Otherwise none of its packages is loaded. */
export async function startTracing(role: 'server' | 'worker'): Promise<void> {
  const {
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
    OTEL_SERVICE_NAME: service,
    OTEL_TRACES_SAMPLER_ARG: share,
  } = env();
  if (endpoint === undefined) return;
  const { openTracing } = await import('./open-telemetry');
  setTracing(openTracing({ endpoint, service, share, role }));
}
