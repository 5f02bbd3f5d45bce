import 'server-only';

import { cache } from 'react';

import { orNotFound } from '@/lib/auth/or-not-found';
import { requirePageActor } from '@/lib/auth/require-page-actor';

import { retrieveStore } from './read';
import type { StoreResource } from './schema';

const readOnce = cache(async (workspaceId: string, storeId: string) =>
  orNotFound(retrieveStore(await requirePageActor(workspaceId), storeId, true)),
);

/** The store that a page is about, with what is counted in it; read once, however many parts of the page want it. */
export function findPageStore(workspaceId: string, storeId: string): Promise<StoreResource> {
  return readOnce(workspaceId, storeId);
}
