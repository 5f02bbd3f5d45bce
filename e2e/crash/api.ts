import { setTimeout as sleep } from 'node:timers/promises';

import type { z } from 'zod';

import type { Operation } from '@/lib/http/contract';

import { fill, toSearch } from '../api/support/address';
import type { Query } from '../api/support/address';

export type Input = { params?: Record<string, string>; query?: Query; body?: object };

export type Api = {
  /** One attempt; status 0 when no answer came, so that nobody knows what became of it. */
  attempt: (operation: Operation, input: Input) => Promise<{ status: number; text: string }>;
  /** The resource, strictly parsed; tries again while connections of the time before a crash break. */
  call: <Op extends Operation>(operation: Op, input: Input) => Promise<z.output<Op['response']>>;
  /** As `call`, or null where the answer is 404. */
  find: <Op extends Operation>(operation: Op, input: Input) => Promise<z.output<Op['response']> | null>;
};

const attempts = 100;
const pauseMs = 50;

export function createApi(url: () => string, key: string): Api {
  async function attempt(operation: Operation, { params = {}, query = {}, body }: Input) {
    const address = `${url()}${fill(operation.path, params)}${toSearch(query)}`;
    const headers = {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      ...(operation.wantsMemoryBeta && { 'anthropic-beta': 'agent-memory-2026-07-22' }),
    };
    try {
      const sent = body && { body: JSON.stringify(body) };
      const response = await fetch(address, { method: operation.method, headers, ...sent });
      return { status: response.status, text: await response.text() };
    } catch {
      return { status: 0, text: '' };
    }
  }

  async function insist(operation: Operation, input: Input) {
    for (let tried = 1; ; tried += 1) {
      const answer = await attempt(operation, input);
      const isPassing = answer.status === 0 || answer.status === 503;
      if (!isPassing || tried === attempts) return answer;
      await sleep(pauseMs);
    }
  }

  const api: Api = {
    attempt,
    call: async (operation, input) => {
      const found = await api.find(operation, input);
      if (found === null) throw new Error(`${operation.id} answered 404 for ${JSON.stringify(input.params)}`);
      return found;
    },
    find: async (operation, input) => {
      const { status, text } = await insist(operation, input);
      if (status === 404) return null;
      if (status !== 200) throw new Error(`${operation.id} answered ${status}: ${text.slice(0, 500)}`);
      return operation.response.parse(JSON.parse(text)) as z.output<(typeof operation)['response']>;
    },
  };
  return api;
}
