import { expect } from 'vitest';
import type { z } from 'zod';

import type { Operation } from '@/lib/http/contract';

import { fill, toSearch } from './address';
import type { Query } from './address';
import { createCheckedFetch, envelope } from './checked-fetch';
import type { Sent } from './checked-fetch';

export type Input = {
  params?: Record<string, string>;
  query?: Query;
  body?: unknown;
  headers?: Record<string, string>;
};

export type Refusal = z.infer<typeof envelope>['error'] & { status: number; headers: Headers };

export type Client = {
  /** The resource, as the operation's schema describes it; fails the test on a refusal. */
  call: <Op extends Operation>(operation: Op, input?: Input) => Promise<z.output<Op['response']>>;
  /** The refusal; fails the test when the call succeeds. */
  refuse: (operation: Operation, input?: Input) => Promise<Refusal>;
  /** Whatever comes back. */
  send: (operation: Operation, input?: Input) => Promise<Response>;
  sent: Sent[];
};

const memoryBeta = { 'anthropic-beta': 'agent-memory-2026-07-22' };

function isRaw(body: unknown): body is string | Uint8Array<ArrayBuffer> {
  return typeof body === 'string' || body instanceof Uint8Array;
}

/** Speaks the API in plain requests. Every answer is held against its contract. */
export function createClient(url: string, credential: string | Record<string, string>): Client {
  const { fetch: checked, sent } = createCheckedFetch();
  const own = typeof credential === 'string' ? { authorization: `Bearer ${credential}` } : credential;

  function send(operation: Operation, { params = {}, query = {}, body, headers = {} }: Input = {}) {
    const beta = operation.wantsMemoryBeta ? memoryBeta : {};
    const type = body === undefined ? {} : { 'content-type': 'application/json' };
    return checked(new URL(`${fill(operation.path, params)}${toSearch(query)}`, url), {
      method: operation.method,
      headers: { ...beta, ...type, ...own, ...headers },
      ...(body !== undefined && { body: isRaw(body) ? body : JSON.stringify(body) }),
    });
  }

  return {
    sent,
    send,
    call: async (operation, input) => {
      const response = await send(operation, input);
      const body: unknown = await response.json();
      expect(response.status, JSON.stringify(body)).toBe(200);
      return operation.response.parse(body) as z.output<(typeof operation)['response']>;
    },
    refuse: async (operation, input) => {
      const response = await send(operation, input);
      const body: unknown = await response.json();
      expect(response.status, JSON.stringify(body).slice(0, 500)).not.toBe(200);
      return { ...envelope.parse(body).error, status: response.status, headers: response.headers };
    },
  };
}
