'use client';

import { Plus } from 'lucide-react';
import { useState } from 'react';

import { useIsOnline } from '@/components/shell/offline-line';
import { Button } from '@/components/ui/button';
import { makeLate } from '@/components/ui/late';

const { Component: CreateDialog } = makeLate(() =>
  import('./create-dialog').then((module) => module.CreateDialog),
);

/** The way to a new webhook. */
export function NewWebhook() {
  const isOnline = useIsOnline();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button look="primary" disabled={!isOnline} onClick={() => setIsOpen(true)}>
        <Plus aria-hidden size={16} strokeWidth={1.75} />
        New webhook
      </Button>
      {isOpen && <CreateDialog onClose={() => setIsOpen(false)} />}
    </>
  );
}
