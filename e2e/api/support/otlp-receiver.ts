import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

import { z } from 'zod';

const value = z.union([
  z.strictObject({ stringValue: z.string() }),
  z.strictObject({ intValue: z.union([z.int(), z.string().regex(/^-?\d+$/)]) }),
]);
const attributes = z.array(z.strictObject({ key: z.string(), value }));
const hex = (length: number) => z.string().regex(new RegExp(`^[0-9a-f]{${length}}$`));
const nanoseconds = z.string().regex(/^\d{19}$/);

/** Of the OTLP's JSON what a tracer sends that has no links and no events. */
const span = z.object({
  traceId: hex(32),
  spanId: hex(16),
  parentSpanId: hex(16).optional(),
  name: z.string(),
  kind: z.int(),
  startTimeUnixNano: nanoseconds,
  endTimeUnixNano: nanoseconds,
  attributes,
  events: z.array(z.never()),
  links: z.array(z.never()),
  status: z.object({ code: z.int(), message: z.never().optional() }),
});
const request = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes }),
      scopeSpans: z.array(z.object({ scope: z.object({ name: z.string() }), spans: z.array(span) })),
    }),
  ),
});

export type ReceivedSpan = Omit<z.output<typeof span>, 'attributes'> & {
  attributes: Record<string, string | number>;
  resource: Record<string, string | number>;
};

export type OtlpReceiver = {
  /** What OTEL_EXPORTER_OTLP_ENDPOINT is set to. */
  endpoint: string;
  spans: ReceivedSpan[];
  /** Whatever came that could not be decoded. */
  faults: string[];
  /** Everything that came, as it came. */
  text: () => string;
  close: () => void;
};

function toRecord(list: z.output<typeof attributes>): Record<string, string | number> {
  return Object.fromEntries(
    list.map(({ key, value: given }) => [
      key,
      'stringValue' in given ? given.stringValue : Number(given.intValue),
    ]),
  );
}

function decode(text: string): ReceivedSpan[] {
  return request.parse(JSON.parse(text)).resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) =>
      spans.map((each) => ({
        ...each,
        attributes: toRecord(each.attributes),
        resource: toRecord(resource.attributes),
      })),
    ),
  );
}

async function readAll(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** A collector that speaks OTLP over HTTP with JSON, and keeps what it is sent. */
export async function startOtlpReceiver(): Promise<OtlpReceiver> {
  const spans: ReceivedSpan[] = [];
  const faults: string[] = [];
  const texts: string[] = [];
  const server = createServer((message, response) => {
    void readAll(message).then((text) => {
      texts.push(text);
      try {
        if (`${message.method} ${message.url}` !== 'POST /v1/traces') throw new Error(`${message.url}`);
        spans.push(...decode(text));
      } catch (error) {
        faults.push(String(error));
      }
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    spans,
    faults,
    text: () => texts.join('\n'),
    close: () => void server.close(),
  };
}
