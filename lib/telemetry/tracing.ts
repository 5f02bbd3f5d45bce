import 'server-only';

import { shared } from './shared';

export type SpanAttributes = Readonly<Record<string, string | number>>;

export type SpanOptions = {
  /** A template, the name of a function or of a queue: never anything that a caller sent. */
  name: string;
  kind: 'server' | 'client' | 'consumer';
  attributes: SpanAttributes;
  /** What the caller says of a trace that it is in (W3C Trace Context). */
  traceparent?: string | null;
  /** Only as a part of something else, such as a transaction within a request. */
  isPart?: boolean;
};

/** What becomes known while the work of a span goes on. */
export type SpanNote = { status: (status: number) => void };

export type Tracing = {
  run: <T>(span: SpanOptions, work: (note: SpanNote) => Promise<T>) => Promise<T>;
  /** Sends what is not sent yet, and gives up after a while. */
  close: () => Promise<void>;
};

const holder = shared('tracing', (): { tracing?: Tracing | undefined } => ({}));
const noNote: SpanNote = { status: () => undefined };

export function setTracing(tracing: Tracing | undefined): void {
  holder.tracing = tracing;
}

export function isTracing(): boolean {
  return holder.tracing !== undefined;
}

/** Does the work inside a span where traces are recorded, and just does it where they are not. */
export function inSpan<T>(span: SpanOptions, work: (note: SpanNote) => Promise<T>): Promise<T> {
  return holder.tracing ? holder.tracing.run(span, work) : work(noNote);
}

export async function closeTracing(): Promise<void> {
  await holder.tracing?.close();
  holder.tracing = undefined;
}

/** The server's front door, which is no part of the bundle, traces pages through this. */
shared('in-span', () => inSpan);
