import 'server-only';

import type { NextApiRequest, NextApiResponse } from 'next';
import NextAuth from 'next-auth';
import type { AuthOptions } from 'next-auth';

export type AuthCall = {
  method: string;
  /** What follows `/api/auth/`. */
  segments: readonly string[];
  query: Record<string, string>;
  body: Record<string, string>;
  cookies: Record<string, string>;
};

type Recorded = { status: number; headers: Map<string, string | string[]>; body: string | null };

function toText(body: unknown): string | null {
  if (body === undefined || body === null) return null;
  return typeof body === 'string' ? body : JSON.stringify(body);
}

/** All that next-auth asks of a response: its handler for pages is the one that takes the request as data instead of from the framework. */
function makeRecorder(recorded: Recorded) {
  const recorder = {
    status: (code: number) => Object.assign(recorded, { status: code }) && recorder,
    getHeader: (name: string) => recorded.headers.get(name.toLowerCase()),
    setHeader: (name: string, value: string | string[]) =>
      recorded.headers.set(name.toLowerCase(), value) && recorder,
    json: (body: unknown) => {
      recorded.headers.set('content-type', 'application/json');
      recorded.body = JSON.stringify(body);
    },
    send: (body: unknown) => void (recorded.body = toText(body)),
    end: () => undefined,
  };
  return recorder;
}

/** next-auth reads and calls nothing of the framework's objects but what stands here. */
function asNext(call: AuthCall, recorder: object): [NextApiRequest, NextApiResponse] {
  const { method, body, cookies } = call;
  const query = { ...call.query, nextauth: [...call.segments] };
  return [{ method, query, body, cookies, headers: {} }, recorder] as unknown as [
    NextApiRequest,
    NextApiResponse,
  ];
}

/** next-auth's answer to one request. */
export async function callNextAuth(call: AuthCall, options: AuthOptions): Promise<Response> {
  const recorded: Recorded = { status: 200, headers: new Map(), body: null };
  const [request, response] = asNext(call, makeRecorder(recorded));
  await NextAuth(request, response, options);
  const headers = new Headers();
  for (const [name, value] of recorded.headers) {
    for (const each of Array.isArray(value) ? value : [value]) headers.append(name, each);
  }
  return new Response(recorded.body, { status: recorded.status, headers });
}
