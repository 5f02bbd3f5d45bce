import { z } from 'zod';

import { memoryBetas } from '@/lib/http/beta';
import type { Operation } from '@/lib/http/contract';

import { exitCodes, Failure } from './failure';
import { failureOfRefusal, failureOfSilence } from './refusal';

export type Query = Record<string, string | undefined>;
export type Request<Op extends Operation> = {
  params?: Record<string, string>;
  query?: Query;
  body?: z.input<Op['body']>;
};
export type Answer<Op extends Operation> = z.output<Op['response']>;
type ItemOf<Op extends Operation> = Answer<Op> extends { data: (infer Item)[] } ? Item : never;

export type Api = {
  call: <Op extends Operation>(operation: Op, request?: Request<Op>) => Promise<Answer<Op>>;
  /** The items of every page, each page fetched when it is wanted. */
  list: <Op extends Operation>(operation: Op, request?: Request<Op>) => AsyncGenerator<ItemOf<Op>>;
  /** An answer that is a file. */
  download: (operation: Operation, request?: Request<Operation>) => Promise<Response>;
  /** A request whose body is a file. */
  upload: <Op extends Operation>(operation: Op, file: Upload, request?: Request<Op>) => Promise<Answer<Op>>;
};
export type Upload = { contentType: string; chunks: ReadableStream<Uint8Array> };

const envelope = z.object({
  error: z.object({ message: z.string(), details: z.object({ error_code: z.string() }).optional() }),
});
const page = z.object({ data: z.array(z.unknown()), next_page: z.string().nullable() });

/** Speaks with one server in the name of one key. Every refusal and every silence becomes a `Failure`. */
export function createApi({ url, key }: { url: string; key: string }): Api {
  async function send(operation: Operation, { params = {}, query = {} }: Request<Operation>, body: BodyPart) {
    const address = new URL(`${fill(operation.path, params)}${toSearch(query)}`, url);
    const beta: Record<string, string> = operation.wantsMemoryBeta
      ? { 'anthropic-beta': memoryBetas[0] }
      : {};
    const headers = { ...beta, ...body.headers, authorization: `Bearer ${key}` };
    const isChange = operation.method !== 'GET' && !isComparison(operation);
    // A body that is streamed must say so; no answer is awaited before it is sent.
    const content = body.content === undefined ? {} : { body: body.content, duplex: 'half' as const };
    const options = { method: operation.method, headers, redirect: 'error' as const, ...content };
    const response = await fetch(address, options).catch((error: unknown) => {
      throw failureOfSilence(url, { isChange, reason: reasonOf(error) });
    });
    if (!response.ok) throw await readRefusal(response);
    return response;
  }

  async function call<Op extends Operation>(operation: Op, request: Request<Op> = {}): Promise<Answer<Op>> {
    return readAnswer(operation, await send(operation, request, jsonBody(request.body)));
  }

  return {
    call,
    async *list<Op extends Operation>(operation: Op, request: Request<Op> = {}) {
      let next: string | null | undefined;
      do {
        const query = { limit: '100', ...request.query, ...(next && { page: next }) };
        const answer = page.parse(await call(operation, { ...request, query }));
        yield* answer.data as ItemOf<Op>[];
        next = answer.next_page;
      } while (next);
    },
    download: (operation, request = {}) => send(operation, request, { headers: {} }),
    upload: async (operation, file, request = {}) => {
      const body = { headers: { 'content-type': file.contentType }, content: file.chunks };
      return readAnswer(operation, await send(operation, request, body));
    },
  };
}

type BodyPart = { headers: Record<string, string>; content?: string | ReadableStream<Uint8Array> };

function jsonBody(body: unknown): BodyPart {
  if (body === undefined) return { headers: {} };
  return { headers: { 'content-type': 'application/json' }, content: JSON.stringify(body) };
}

/** These carry what they compare or look for in a body, and change nothing. */
function isComparison({ path }: Operation): boolean {
  return path === '/v1/memory_diffs' || path === '/v1/memory_search';
}

/** The server's own tests hold every answer against the operation's schema, so its shape is taken at its word. */
async function readAnswer<Op extends Operation>(operation: Op, response: Response): Promise<Answer<Op>> {
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
  const body: unknown = isJson ? await response.json().catch(() => null) : null;
  if (typeof body !== 'object' || body === null) throw notOurs(operation, response);
  return body as Answer<Op>;
}

function notOurs(operation: Operation, response: Response): Failure {
  return new Failure(exitCodes.unreachable, {
    message: `${new URL(response.url).origin} answered ${operation.method} ${operation.path} with something that is not the API.`,
    advice: 'Check PALIMPSEST_URL or --url: it must be the address of a Palimpsest server.',
    requestId: response.headers.get('request-id'),
  });
}

async function readRefusal(response: Response): Promise<Failure> {
  const parsed = envelope.safeParse(await response.json().catch(() => null));
  const error = parsed.data?.error;
  return failureOfRefusal({
    status: response.status,
    message: error?.message ?? 'without saying why',
    errorCode: error?.details?.error_code ?? null,
    requestId: response.headers.get('request-id'),
  });
}

function reasonOf(error: unknown): string {
  const cause: unknown = error instanceof Error ? (error.cause ?? error) : error;
  if (cause instanceof Error && 'code' in cause) return String(cause.code);
  return cause instanceof Error ? cause.message : 'unknown';
}

function fill(template: string, params: Record<string, string>): string {
  return template.replaceAll(/\{([a-z_]+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? name));
}

function toSearch(query: Query): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as [string, string]],
  );
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`;
}
