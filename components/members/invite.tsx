'use client';

import { UserPlus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';

import { useIsOnline } from '@/components/shell/offline-line';
import { Button } from '@/components/ui/button';

const InviteDialog = dynamic(() => import('./invite-dialog').then((module) => module.InviteDialog));

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
