'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter, useSearchParams } from 'next/navigation';

import { StorePicker } from '@/components/acts/store-picker';
import { useWorkspaceId } from '@/components/shell/workspace';
import { storeQuery } from '@/lib/stores/queries';

import { PolicyView } from './policy-view';

/** The policy of one store; which one stands in the URL. */
export function StorePolicy() {
  const workspaceId = useWorkspaceId();
  const router = useRouter();
  const storeId = useSearchParams().get('store') ?? '';
  const { data: store } = useQuery({ ...storeQuery(workspaceId, storeId), enabled: storeId !== '' });
  return (
    <div className="grid gap-4">
      <div className="max-w-160">
        <StorePicker
          label="Store"
          chosen={storeId}
          chosenName={store?.name}
          error={null}
          onChoose={(id) => router.replace(id === '' ? '?' : `?store=${id}`, { scroll: false })}
        />
      </div>
      {storeId !== '' && (
        <PolicyView key={storeId} scope={{ workspaceId, storeId }} storeName={store?.name ?? 'this store'} />
      )}
    </div>
  );
}
