import type { z } from 'zod';

import type { Spending } from '@/lib/auth/allowance';

export type Method = 'GET' | 'POST' | 'DELETE';

/** One operation of the API, as data: the route handler, the OpenAPI document and the rights matrix are made from it. */
export type Operation<
  Params extends z.ZodType = z.ZodType,
  Search extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Result extends z.ZodType = z.ZodType,
> = {
  id: string;
  method: Method;
  /** As in OpenAPI: `/v1/memory_stores/{memory_store_id}`. */
  path: string;
  summary: string;
  params: Params;
  query: Search;
  /** An absent or empty body counts as `{}` when `isBodyOptional`. */
  body: Body;
  isBodyOptional: boolean;
  response: Result;
  /** Content types of a body that is a file, for operations whose body is no JSON. */
  upload?: readonly string[];
  /** Content types of an answer that is a file. */
  download?: readonly string[];
  /** The data of one event, for an answer that is a stream of server-sent events. */
  events?: z.ZodType;
  /** Counted against allowances of its own, beside that of requests. */
  spends?: Spending;
  /** Whoever holds the secret of a link may call it, and is nobody yet: the body's `token` says what for. */
  isOpen?: true;
  /** The memory-store API insists on exactly one of its two beta values; our own operations ask for none. */
  wantsMemoryBeta: boolean;
};

export function defineOperation<
  Params extends z.ZodType,
  Search extends z.ZodType,
  Body extends z.ZodType,
  Result extends z.ZodType,
>(operation: Operation<Params, Search, Body, Result>): Operation<Params, Search, Body, Result> {
  return operation;
}
