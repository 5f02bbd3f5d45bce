import 'server-only';

import { notFound } from 'next/navigation';

import type { Actor } from '@/lib/auth/actor';
import { AppError } from '@/lib/errors/app-error';
import { retrieveStore } from '@/lib/stores/read';
import type { StoreResource } from '@/lib/stores/schema';

/** The store of a page; to whoever may not know of it there is no such page. */
export async function findPageStore(actor: Actor, storeId: string): Promise<StoreResource> {
  try {
    return await retrieveStore(actor, storeId, false);
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound();
    throw error;
  }
}
