import { expect } from 'vitest';
import { z } from 'zod';

import { operations } from '@/app/v1/operations';
import type { Operation } from '@/lib/http/contract';

const errorTypes = [
  'invalid_request_error',
  'request_too_large',
  'authentication_error',
  'permission_error',
  'not_found_error',
  'memory_path_conflict_error',
  'memory_precondition_failed_error',
  'conflict_error',
  'rate_limit_error',
  'timeout_error',
  'overloaded_error',
  'api_error',
] as const;

export const envelope = z.strictObject({
  type: z.literal('error'),
  error: z.strictObject({
    type: z.enum(errorTypes),
    message: z.string().min(1),
    details: z.strictObject({ error_code: z.string() }).optional(),
    conflicting_path: z.string().optional(),
    conflicting_memory_id: z.string().optional(),
  }),
  request_id: z.string().regex(/^req_01[1-9A-HJ-NP-Za-km-z]{22}$/),
});

export type Sent = { method: string; url: string; headers: Headers; status: number };
export type CheckedFetch = { fetch: typeof fetch; sent: Sent[] };

/** A fetch that counts, and that holds every answer of the API against its contract before anybody sees it. */
export function createCheckedFetch(): CheckedFetch {
  const sent: Sent[] = [];
  const checked: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    const response = await fetch(input, init);
    sent.push({
      method: request.method,
      url: request.url,
      headers: request.headers,
      status: response.status,
    });
    if (isFile(request, response)) assertFile(response);
    else if (isEventStream(request, response)) assertEventStream(response);
    else assertContract(request, response, await response.clone().text());
    return response;
  };
  return { fetch: checked, sent };
}

function isFile(request: Request, response: Response): boolean {
  return (
    response.status === 200 &&
    findOperation(request.method, new URL(request.url).pathname)?.download !== undefined
  );
}

function isEventStream(request: Request, response: Response): boolean {
  const operation = findOperation(request.method, new URL(request.url).pathname);
  return response.status === 200 && operation?.events !== undefined;
}

function assertEventStream({ headers }: Response): void {
  expect(headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  expect(headers.get('cache-control')).toBe('no-cache, no-transform');
  expect(headers.get('request-id')).toMatch(/^req_01/);
}

function assertFile(response: Response): void {
  expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="palimpsest-[\w.-]+"$/);
  expect(response.headers.get('request-id')).toMatch(/^req_01/);
}

function assertContract(request: Request, response: Response, text: string): void {
  const what = `${request.method} ${new URL(request.url).pathname} answered ${response.status} ${text.slice(0, 500)}`;
  expect(response.headers.get('content-type'), what).toMatch(/^application\/json/);
  expect(response.headers.get('request-id'), what).toMatch(/^req_01/);
  const body: unknown = JSON.parse(text);
  if (response.status !== 200) return assertEnvelope(response, body, what);
  const operation = findOperation(request.method, new URL(request.url).pathname);
  if (!operation) throw new Error(`${what}, but no operation describes it: add it to app/v1/operations.ts.`);
  // A page's schema drops keys that it does not know; nothing may be dropped.
  expect(operation.response.parse(body), what).toEqual(body);
}

function assertEnvelope(response: Response, body: unknown, what: string): void {
  const parsed = envelope.safeParse(body);
  if (!parsed.success)
    throw new Error(`${what}, which is not the envelope: ${z.prettifyError(parsed.error)}`);
  expect(parsed.data.request_id, what).toBe(response.headers.get('request-id'));
  const mayRetry = [408, 429, 500, 503].includes(response.status);
  expect(response.headers.get('x-should-retry'), what).toBe(mayRetry ? null : 'false');
}

export function findOperation(method: string, pathname: string): Operation | undefined {
  const fitting = operations.filter(
    (operation) => operation.method === method && templatePattern(operation.path).test(pathname),
  );
  // What is spelt out comes before what stands for any id.
  return fitting.find(({ path }) => path === pathname) ?? fitting[0];
}

function templatePattern(template: string): RegExp {
  return new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\{[a-z_]+\}/g, '[^/]+')}$`);
}
