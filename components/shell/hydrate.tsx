import { HydrationBoundary, QueryClient, dehydrate } from '@tanstack/react-query';
import type { QueryKey } from '@tanstack/react-query';
import type { ReactNode } from 'react';

type HydrateProps = { data: readonly (readonly [QueryKey, unknown])[]; children: ReactNode };

/** Hands what the server has read to the browser's cache, so that the first look needs no request. */
export function Hydrate({ data, children }: HydrateProps) {
  const client = new QueryClient();
  for (const [key, value] of data) client.setQueryData(key, value);
  return <HydrationBoundary state={dehydrate(client)}>{children}</HydrationBoundary>;
}
