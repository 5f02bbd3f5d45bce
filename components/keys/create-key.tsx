'use client';

import { Plus } from 'lucide-react';
import { useState } from 'react';

import { useIsOnline } from '@/components/shell/offline-line';
import { Button } from '@/components/ui/button';
import { makeLate } from '@/components/ui/late';

const { Component: CreateKeyDialog } = makeLate(() =>
  import('./create-key-dialog').then((module) => module.CreateKeyDialog),
);

export function CreateKey() {
  const isOnline = useIsOnline();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button
        look="primary"
        onClick={() => setIsOpen(true)}
        disabled={!isOnline}
        title={isOnline ? undefined : 'Not while you are offline'}
      >
        <Plus aria-hidden size={16} strokeWidth={1.75} />
        Make a key
      </Button>
      {isOpen && <CreateKeyDialog onClose={() => setIsOpen(false)} />}
    </>
  );
}
