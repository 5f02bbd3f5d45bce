import { diffMemoriesOperation } from '@/lib/history/schema';
import type { StoresDiffResource, VersionsDiffResource } from '@/lib/history/schema';

import type { Api, Request } from './api';

type Body = NonNullable<Request<typeof diffMemoriesOperation>['body']>;
type Side = Extract<Body, { type: 'memory_stores' }>['from'];
type Kind = { memory_versions: VersionsDiffResource; memory_stores: StoresDiffResource };

/** The operation answers in kind: versions with a comparison of versions, stores with one of stores. */
async function compare<Asked extends keyof Kind>(
  api: Api,
  body: Extract<Body, { type: Asked }>,
): Promise<Kind[Asked]> {
  return (await api.call(diffMemoriesOperation, { body })) as Kind[Asked];
}

export function compareVersions(
  api: Api,
  { from, to }: { from: { id: string }; to: { id: string } },
): Promise<VersionsDiffResource> {
  return compare<'memory_versions'>(api, {
    type: 'memory_versions',
    from: { type: 'memory_version', memory_version_id: from.id },
    to: { type: 'memory_version', memory_version_id: to.id },
  });
}

/** All pages as one. The cursor holds what "now" was, so that every page compares the same. */
export async function compareInstants(
  api: Api,
  storeId: string,
  at: { from: string; to?: string | undefined },
): Promise<StoresDiffResource> {
  const side = (instant: string | undefined): Side => ({
    type: 'memory_store',
    memory_store_id: storeId,
    ...(instant !== undefined && { at: instant }),
  });
  const body = { type: 'memory_stores' as const, from: side(at.from), to: side(at.to), limit: 1000 };
  let page = await compare<'memory_stores'>(api, body);
  const whole = { ...page, data: [...page.data], next_page: null };
  while (page.next_page !== null) {
    page = await compare<'memory_stores'>(api, { ...body, page: page.next_page });
    whole.data.push(...page.data);
  }
  return whole;
}
