import 'server-only';

import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

import { DiagLogLevel, ROOT_CONTEXT, SpanKind, SpanStatusCode, diag, trace } from '@opentelemetry/api';
import type { Context, Span } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';

import { logger } from '@/lib/logger/logger';
import { version } from '@/package.json';

import type { SpanNote, Tracing } from './tracing';

const kinds = { server: SpanKind.SERVER, client: SpanKind.CLIENT, consumer: SpanKind.CONSUMER };
/** A process that ends does not wait longer for a collector that does not answer. */
const closeTimeoutMs = 3_000;
const firstServerFault = 500;

/** Version, trace, parent and flags of W3C Trace Context, level 1; what is not exactly that is not looked at. */
const traceparentForm = /^00-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})$/;
const nothing = /^0+$/;

function toContext(traceparent: string | null | undefined): Context {
  const [, traceId = '', spanId = '', flags = ''] = traceparentForm.exec(traceparent ?? '') ?? [];
  if (nothing.test(traceId) || nothing.test(spanId) || traceId === '') return ROOT_CONTEXT;
  const parent = { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
  return trace.setSpanContext(ROOT_CONTEXT, parent);
}

/** A failure's code or kind. Its message can quote what it is about. */
function markFailed(span: Span, error: unknown): void {
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
  const type = [code, name].find((each) => typeof each === 'string' && /^\w{1,40}$/.test(each));
  span.setAttribute('error.type', typeof type === 'string' ? type : '_OTHER');
  span.setStatus({ code: SpanStatusCode.ERROR });
}

function noteStatus(span: Span, status: number): void {
  span.setAttribute('http.response.status_code', status);
  if (status >= firstServerFault) span.setStatus({ code: SpanStatusCode.ERROR });
}

function openProvider(options: TracingOptions): TracerProvider {
  const { endpoint, service, share, role } = options;
  // The packages tell of a collector that does not answer through this, in words of their own.
  const say = () => logger().warn('traces could not be sent');
  const quiet = () => undefined;
  diag.setLogger(
    { error: say, warn: quiet, info: quiet, debug: quiet, verbose: quiet },
    { logLevel: DiagLogLevel.ERROR },
  );
  return new TracerProvider({
    resource: resourceFromAttributes({
      'service.name': service,
      'service.version': version,
      'palimpsest.role': role,
    }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(share) }),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, '')}/v1/traces` }),
      }),
    ],
  });
}

export type TracingOptions = {
  /** The collector's base address. */
  endpoint: string;
  service: string;
  /** Of traces that begin here, 0 to 1. */
  share: number;
  role: 'server' | 'worker';
};

/**
 * Spans by OpenTelemetry, sent by OTLP over HTTP. It makes itself known to nobody else in the process: the framework would add spans of
 * its own, which hold whole addresses.
 */
export function openTracing(options: TracingOptions): Tracing {
  const provider = openProvider(options);
  const tracer = provider.getTracer('palimpsest', version);
  const current = new AsyncLocalStorage<Context>();

  async function runInside<T>(span: Span, work: (note: SpanNote) => Promise<T>): Promise<T> {
    try {
      return await work({ status: (status) => noteStatus(span, status) });
    } catch (error) {
      markFailed(span, error);
      throw error;
    } finally {
      span.end();
    }
  }

  return {
    run: ({ name, kind, attributes, traceparent, isPart = false }, work) => {
      const whole = current.getStore();
      if (isPart && !whole) return work({ status: () => undefined });
      const parent = whole ?? toContext(traceparent);
      const span = tracer.startSpan(name, { kind: kinds[kind], attributes }, parent);
      return current.run(trace.setSpan(parent, span), () => runInside(span, work));
    },
    close: async () => {
      const late = sleep(closeTimeoutMs, undefined, { ref: false });
      await Promise.race([provider.shutdown(), late]);
    },
  };
}
