'use client';

import { Plus } from 'lucide-react';
import { useState } from 'react';

import { useIsOnline } from '@/components/shell/offline-line';
import { useMay } from '@/components/shell/workspace';
import { Button } from '@/components/ui/button';
import { makeLate } from '@/components/ui/late';
import { useShortcut } from '@/components/ui/shortcuts';

const { Component: CreateStoreDialog } = makeLate(() =>
  import('./create-store-dialog').then((module) => module.CreateStoreDialog),
);

/** The way to a new store, for those who may make one; also on `c`. */
export function CreateStore() {
  const mayManage = useMay('admin');
  const isOnline = useIsOnline();
  const [isOpen, setIsOpen] = useState(false);
  const open = () => setIsOpen(true);
  useShortcut(mayManage && isOnline ? 'c' : null, 'Create a store', open);
  if (!mayManage) return null;
  return (
    <>
      <Button
        look="primary"
        onClick={open}
        disabled={!isOnline}
        title={isOnline ? undefined : 'Not while you are offline'}
      >
        <Plus aria-hidden size={16} strokeWidth={1.75} />
        New store
      </Button>
      {isOpen && <CreateStoreDialog onClose={() => setIsOpen(false)} />}
    </>
  );
}
