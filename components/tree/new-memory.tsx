'use client';

import { Plus } from 'lucide-react';
import { useRouter, useSearchParams } from 'next/navigation';
import { useState } from 'react';

import { useIsOnline } from '@/components/shell/offline-line';
import { useMay } from '@/components/shell/workspace';
import { IconButton } from '@/components/ui/icon-button';
import { makeLate } from '@/components/ui/late';
import { useShortcut } from '@/components/ui/shortcuts';
import type { StoreResource } from '@/lib/stores/schema';

const { Component: CreateMemory } = makeLate(() =>
  import('@/components/acts/create-memory').then((module) => module.CreateMemory),
);

type NewMemoryProps = { store: StoreResource; storeHref: string; folder: string };

/** Makes a memory in a folder, and leads to it. `?act=create` in the address of the store opens it too. */
export function NewMemory({ store, storeHref, folder }: NewMemoryProps) {
  const router = useRouter();
  const isAsked = useSearchParams().get('act') === 'create';
  const [isChosen, setIsChosen] = useState(false);
  const isOnline = useIsOnline();
  const mayWrite = useMay('memories:write') && store.archived_at === null;
  useShortcut(mayWrite && isOnline ? 'N' : null, 'New memory', () => setIsChosen(true));
  if (!mayWrite) return null;
  return (
    <>
      <IconButton
        icon={Plus}
        label={isOnline ? 'New memory' : 'New memory: not while you are offline'}
        disabled={!isOnline}
        onClick={() => setIsChosen(true)}
      />
      {(isChosen || isAsked) && (
        <CreateMemory
          storeId={store.id}
          initialFolder={folder}
          onDone={(memory) => {
            setIsChosen(false);
            if (memory) router.push(`${storeHref}/memories/${memory.id}`);
            else if (isAsked) router.replace(storeHref);
          }}
        />
      )}
    </>
  );
}
