'use client';

import { UserPlus } from 'lucide-react';
import { useState } from 'react';

import { useIsOnline } from '@/components/shell/offline-line';
import { Button } from '@/components/ui/button';
import { makeLate } from '@/components/ui/late';

const { Component: InviteDialog } = makeLate(() =>
  import('./invite-dialog').then((module) => module.InviteDialog),
);

export function Invite() {
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
        <UserPlus aria-hidden size={16} strokeWidth={1.75} />
        Invite somebody
      </Button>
      {isOpen && <InviteDialog onClose={() => setIsOpen(false)} />}
    </>
  );
}
