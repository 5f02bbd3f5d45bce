import 'server-only';

import { translateFailure } from '@/lib/db/failure';
import { newId } from '@/lib/db/ids';
import { AppError } from '@/lib/errors/app-error';
import { readText } from '@/lib/http/body';
import { errorResponse } from '@/lib/http/envelope';
import { logger } from '@/lib/logger/logger';
import { observeRoute } from '@/lib/telemetry/requests';

import { authOptions } from './auth-options';
import type { Outcome } from './auth-options';
import { callNextAuth } from './call-next-auth';
import type { AuthCall } from './call-next-auth';
import { clientAddress } from './client-address';
import type { Identity, IdentityDoor } from './identity';
import { endLinkIntent, makeLinkIntent, readLinkIntent } from './link-intent';
import { ssoName } from './oidc';
import { assertSameOrigin, publicOrigin } from './origin';
import { toReturnPath } from './return-path';
import { cookieName, readCookies } from './session-cookie';

/** The rest of next-auth's routes are for kinds of sign-in that we do not have, or write what anybody sends into the log. */
const served: Record<string, readonly string[]> = {
  csrf: ['GET'],
  session: ['GET'],
  signin: ['GET'],
  error: ['GET'],
  signout: ['GET', 'POST'],
  'callback/credentials': ['POST'],
};
const servedWithSso: Record<string, readonly string[]> = {
  ...served,
  'signin/oidc': ['POST'],
  'callback/oidc': ['GET'],
};

function listServed(): Record<string, readonly string[]> {
  return ssoName() === null ? served : servedWithSso;
}

function assertServed(method: string, route: string): void {
  const known = listServed();
  const allow = Object.hasOwn(known, route) ? known[route]! : null;
  if (!allow) throw new AppError('not_found', 'there is nothing at this path');
  if (allow.includes(method)) return;
  throw new AppError('method_not_allowed', `${method} is not allowed here; allowed: ${allow.join(', ')}`, {
    allow,
  });
}

function toStrings(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  );
}

async function readBody(request: Request): Promise<Record<string, string>> {
  const text = await readText(request);
  if (!request.headers.get('content-type')?.includes('json')) {
    return Object.fromEntries(new URLSearchParams(text));
  }
  try {
    return toStrings(JSON.parse(text));
  } catch {
    return {};
  }
}

/** next-auth fails on an address that it cannot parse, so it gets none that is not ours. */
function mendAddress(values: Record<string, string>, name: string): Record<string, string> {
  const value = values[name];
  return value === undefined ? values : { ...values, [name]: toReturnPath(value, publicOrigin()) };
}

function decodeCookie(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

type Answering = { outcome: Outcome; door: IdentityDoor; requestId: string };

async function toCall(request: Request, segments: readonly string[]): Promise<AuthCall> {
  const cookies = [...readCookies(request.headers.get('cookie'))].map(
    ([name, value]) => [name, decodeCookie(value)] as const,
  );
  return {
    method: request.method,
    segments,
    query: mendAddress(Object.fromEntries(new URL(request.url).searchParams), 'callbackUrl'),
    body: request.method === 'POST' ? mendAddress(await readBody(request), 'callbackUrl') : {},
    cookies: mendAddress(Object.fromEntries(cookies), cookieName('callback-url')),
  };
}

/** The cookie with which somebody comes back from the provider to link what they are there, or none. */
async function intentLine(request: Request, route: string, call: AuthCall): Promise<string | null> {
  if (route === 'callback/oidc') return endLinkIntent();
  if (route !== 'signin/oidc') return null;
  const workspaceId = call.body['link'];
  if (workspaceId === undefined) return endLinkIntent();
  const line = await makeLinkIntent(request, workspaceId);
  if (line === null)
    throw new AppError('unauthenticated', 'only somebody who is signed in can link an identity');
  return line;
}

async function answer(
  request: Request,
  segments: readonly string[],
  { outcome, door, requestId }: Answering,
): Promise<Response> {
  const route = segments.join('/');
  assertServed(request.method, route);
  assertSameOrigin(request);
  const call = await toCall(request, segments);
  const line = await intentLine(request, route, call);
  const enter = async (identity: Identity) => {
    const linking = await readLinkIntent(request, call.cookies);
    return linking ? door.link(identity, { ...linking, requestId }) : door.enter(identity, requestId);
  };
  const visit = { address: clientAddress(request.headers), enter };
  const response = await callNextAuth(call, authOptions(outcome, visit));
  if (outcome.failure) throw outcome.failure;
  if (line !== null) response.headers.append('set-cookie', line);
  const location = response.headers.get('location');
  // Whoever came by another name of this machine stays there.
  const own = publicOrigin();
  if (location?.startsWith(`${own}/`)) response.headers.set('location', location.slice(own.length));
  if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store');
  return response;
}

/**
 * Signs people in and out: next-auth's routes under `/api/auth`, with refusals and failures in the API's own envelope. `door` decides about
 * identities of single sign-on.
 */
export async function handleAuth(
  request: Request,
  segments: readonly string[],
  door: IdentityDoor,
): Promise<Response> {
  const startedAt = performance.now();
  const requestId = request.headers.get('x-palimpsest-request-id') ?? newId('req');
  const outcome: Outcome = { signedIn: null, failure: null };
  let failure: unknown = null;
  const response = await answer(request, segments, { outcome, door, requestId }).catch((thrown: unknown) => {
    failure = translateFailure(thrown);
    return errorResponse(failure instanceof AppError ? failure : null, requestId);
  });
  response.headers.set('request-id', requestId);
  const route = `/api/auth/${Object.hasOwn(servedWithSso, segments.join('/')) ? segments.join('/') : '…'}`;
  const durationMs = performance.now() - startedAt;
  observeRoute(route, request.method)(response.status, durationMs);
  const entry = {
    request_id: requestId,
    method: request.method,
    route,
    status: response.status,
    duration_ms: Math.round(durationMs * 100) / 100,
    actor_id: outcome.signedIn?.sub,
  };
  if (response.status >= 500) logger().error({ ...entry, err: failure }, 'request failed');
  else logger().info(entry, 'request');
  return response;
}
