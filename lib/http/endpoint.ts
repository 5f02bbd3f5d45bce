import 'server-only';

import type { z } from 'zod';

import type { Actor } from '@/lib/auth/actor';
import { authenticate, forgetCredential } from '@/lib/auth/authenticate';
import { clientAddress } from '@/lib/auth/client-address';
import { assertSameOrigin } from '@/lib/auth/origin';
import { spendOn, spendRequest } from '@/lib/auth/rate-limit';
import { countLinkUse, forgiveSignIn } from '@/lib/auth/sign-in-limit';
import { staleCredential, translateFailure } from '@/lib/db/failure';
import { newId } from '@/lib/db/ids';
import { AppError } from '@/lib/errors/app-error';
import { logger } from '@/lib/logger/logger';
import { observeRoute } from '@/lib/telemetry/requests';
import { inSpan } from '@/lib/telemetry/tracing';
import type { SpanOptions } from '@/lib/telemetry/tracing';

import { assertMemoryBeta } from './beta';
import { readJson } from './body';
import type { Method, Operation } from './contract';
import { downloadResponse } from './download';
import { errorResponse, statusOf } from './envelope';
import { eventStreamResponse } from './event-stream';
import { collectQuery, parseInput } from './parse';
import { isDownload, isEventStream } from './transport';
import { openUpload } from './upload';

type Given<Op extends Operation> = {
  params: z.output<Op['params']>;
  query: z.output<Op['query']>;
  body: z.output<Op['body']>;
};
type Input<Op extends Operation> = Given<Op> & {
  actor: Actor;
  /** Who the caller is by now, for an answer that goes on; throws when nobody any more. */
  lookAgain: () => Promise<Actor>;
};

/** Whoever opened a link, as far as that is known. */
export type LinkCaller = { address: string; requestId: string };

type RouteHandler = (
  request: Request,
  context: { params: Promise<Record<string, unknown> | undefined> },
) => Promise<Response>;
type Performed = { resource: unknown; actor: Actor | null };
type Handled = {
  operation: Operation;
  perform: (request: Request, params: unknown, requestId: string) => Promise<Performed>;
};
type Outcome = { response: Response; actor: Actor | null; failure: unknown };

function readBody({ method, upload }: Operation, request: Request): Promise<unknown> {
  if (method === 'GET') return Promise.resolve(undefined);
  return upload ? Promise.resolve(openUpload(request, upload)) : readJson(request);
}

/** A browser that lost a stream of events says in a header where to go on. */
function readQuery({ events }: Operation, request: Request): Record<string, string | string[]> {
  const query = collectQuery(new URL(request.url).searchParams);
  const after = events && request.headers.get('last-event-id');
  return after ? { ...query, after } : query;
}

async function readInput<Op extends Operation>(
  operation: Op,
  request: Request,
  params: unknown,
): Promise<Given<Op>> {
  const query = readQuery(operation, request);
  const body = await readBody(operation, request);
  return {
    params: parseInput(operation.params, params) as z.output<Op['params']>,
    query: parseInput(operation.query, query) as z.output<Op['query']>,
    body: parseInput(operation.body, body ?? (operation.isBodyOptional ? {} : body)) as z.output<Op['body']>,
  };
}

function authenticateAgain(request: Request): Promise<Actor> {
  forgetCredential(request);
  return authenticate(request);
}

function isStale(error: unknown): boolean {
  return error instanceof AppError && error.details.errorCode === staleCredential;
}

/** Who is calling, once that is known to be within its limits. */
async function admit(operation: Operation, request: Request, requestId: string): Promise<Actor> {
  const actor = { ...(await authenticate(request)), requestId };
  await spendRequest(actor);
  if (operation.spends) await spendOn(actor, operation.spends);
  return actor;
}

/** What was remembered of a caller is forgotten when it turns out that their credential changed, and `again` is tried with what it is now. */
async function orAgain<T>(request: Request, work: () => Promise<T>, again: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isStale(error)) throw error;
    forgetCredential(request);
    return again();
  }
}

/**
 * Ties an operation to the verb or read that carries it out. The request is read once; when the caller's credential changed since it was
 * remembered, it is carried out once more with what that is now.
 */
export function handle<Op extends Operation>(
  operation: Op,
  act: (input: Input<Op>) => Promise<z.input<Op['response']>>,
): Handled {
  return {
    operation,
    perform: async (request, params, requestId) => {
      const enter = () => admit(operation, request, requestId);
      const actor = await orAgain(request, enter, enter);
      if (operation.wantsMemoryBeta) assertMemoryBeta(request.headers.get('anthropic-beta'));
      const lookAgain = () => authenticateAgain(request);
      const input = { ...(await readInput(operation, request, params)), lookAgain };
      const perform = async (caller: Actor) => ({
        resource: await act({ actor: caller, ...input }),
        actor: caller,
      });
      return orAgain(
        request,
        () => perform(actor),
        async () => perform({ ...(await authenticate(request)), requestId }),
      );
    },
  };
}

/** Ties an operation that is open to the verb or read that carries it out. Attempts are limited like those to sign in. */
export function handleOpen<Op extends Operation<z.ZodType, z.ZodType, z.ZodType<{ token: string }>>>(
  operation: Op,
  act: (input: Given<Op> & { caller: LinkCaller }) => Promise<z.input<Op['response']>>,
): Handled {
  return {
    operation,
    perform: async (request, params, requestId) => {
      // A page of another site has no business with links, whoever is signed in.
      if (request.headers.has('cookie')) assertSameOrigin(request);
      const input = await readInput(operation, request, params);
      const caller = { address: clientAddress(request.headers), requestId };
      const attempt = await countLinkUse(input.body.token, caller.address);
      const resource = await act({ ...input, caller });
      await forgiveSignIn(attempt);
      return { resource, actor: null };
    },
  };
}

/** A body of known length is one write to the socket; chunked it would be two. */
function resourceResponse(resource: unknown, requestId: string, actor: Actor | null): Response {
  const body = JSON.stringify(resource);
  const headers = {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    'request-id': requestId,
    'cache-control': 'no-store',
    ...(actor && { 'anthropic-workspace-id': actor.workspaceId }),
  };
  return new Response(body, { headers });
}

function respond(resource: unknown, requestId: string, actor: Actor | null): Response {
  if (actor && isDownload(resource)) return downloadResponse(resource, { actor, requestId });
  if (actor && isEventStream(resource)) return eventStreamResponse(resource, { actor, requestId });
  return resourceResponse(resource, requestId, actor);
}

async function answer(
  handled: Handled,
  request: Request,
  params: unknown,
  requestId: string,
): Promise<Outcome> {
  try {
    const { resource, actor } = await handled.perform(request, params, requestId);
    return { response: respond(resource, requestId, actor), actor, failure: null };
  } catch (thrown) {
    const failure = translateFailure(thrown);
    return {
      response: errorResponse(failure instanceof AppError ? failure : null, requestId),
      actor: null,
      failure,
    };
  }
}

function logOutcome(
  route: string,
  method: string,
  requestId: string,
  durationMs: number,
  outcome: Outcome,
): void {
  const { response, actor, failure } = outcome;
  const entry = {
    request_id: requestId,
    method,
    route,
    status: response.status,
    duration_ms: Math.round(durationMs * 100) / 100,
    workspace_id: actor?.workspaceId,
    actor_id: actor?.id,
  };
  if (response.status >= 500) logger().error({ ...entry, err: failure }, 'request failed');
  else logger().info(entry, 'request');
}

/** The id that the server's front door gave this request; a new one where there is no front door. */
function requestIdOf(request: Request): string {
  return request.headers.get('x-palimpsest-request-id') ?? newId('req');
}

function requestSpan({ method, path }: Operation, request: Request, requestId: string): SpanOptions {
  return {
    name: `${method} ${path}`,
    kind: 'server',
    attributes: { 'http.request.method': method, 'http.route': path, 'palimpsest.request_id': requestId },
    traceparent: request.headers.get('traceparent'),
  };
}

function toHandler(handled: Handled): RouteHandler {
  const { path, method } = handled.operation;
  const observe = observeRoute(path, method);
  return async (request, context) => {
    const startedAt = performance.now();
    const requestId = requestIdOf(request);
    const params = (await context.params) ?? {};
    const outcome = await inSpan(requestSpan(handled.operation, request, requestId), async (note) => {
      const found = await answer(handled, request, params, requestId);
      note.status(found.response.status);
      return found;
    });
    const durationMs = performance.now() - startedAt;
    observe(outcome.response.status, durationMs);
    logOutcome(path, method, requestId, durationMs, outcome);
    return outcome.response;
  };
}

/** For what no operation is asked for. */
function refuse(request: Request, error: AppError): Response {
  observeRoute('(unknown)', request.method)(statusOf(error), 0);
  return errorResponse(error, requestIdOf(request));
}

/** Answers for methods that a path does not know. */
export function unknownMethod(allow: readonly Method[]): RouteHandler {
  return (request) => {
    const message = `${request.method} is not allowed here; allowed: ${allow.join(', ')}`;
    return Promise.resolve(refuse(request, new AppError('method_not_allowed', message, { allow })));
  };
}

type Exported = 'GET' | 'POST' | 'DELETE' | 'PUT' | 'PATCH' | 'HEAD' | 'OPTIONS';

/** The one wrapper: route handlers for a path, with an envelope for every method that the path does not know. */
export function endpoint(...handled: Handled[]): Record<Exported, RouteHandler> {
  const byMethod = new Map(handled.map((each) => [each.operation.method as string, toHandler(each)]));
  const unknown = unknownMethod(handled.map((each) => each.operation.method));
  const pick = (method: Exported) => byMethod.get(method) ?? unknown;
  return {
    GET: pick('GET'),
    POST: pick('POST'),
    DELETE: pick('DELETE'),
    PUT: unknown,
    PATCH: unknown,
    HEAD: unknown,
    OPTIONS: unknown,
  };
}

/** Answers for paths under /v1 that do not exist. */
export function unknownPath(request: Request): Response {
  return refuse(request, new AppError('not_found', 'there is nothing at this path'));
}
