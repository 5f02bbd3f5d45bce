'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';

import { ActDialog } from '@/components/shell/act-dialog';
import { useWorkspaceId } from '@/components/shell/workspace';
import { describeFailure } from '@/components/stores/failure-words';
import { Button } from '@/components/ui/button';
import { signOutEverywhere } from '@/lib/workspaces/queries';

/** Ends every sign-in of one's own, this one included. */
export function SignOutEverywhere() {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button className="justify-self-start" onClick={() => setIsOpen(true)}>
        Sign out everywhere…
      </Button>
      {isOpen && <SignOutDialog onClose={() => setIsOpen(false)} />}
    </>
  );
}

function SignOutDialog({ onClose }: { onClose: () => void }) {
  const workspaceId = useWorkspaceId();
  const end = useMutation({
    mutationFn: () => signOutEverywhere(workspaceId),
    onSuccess: () => window.location.assign('/sign-in'),
  });
  return (
    <ActDialog
      title="Sign out everywhere"
      act="Sign out everywhere"
      isDanger
      isBusy={end.isPending || end.isSuccess}
      failure={describeFailure('Nothing was signed out', end.error)}
      onClose={onClose}
      onSubmit={() => end.mutate()}
    >
      <p>
        Every browser in which you are signed in is signed out with its next request, in all your workspaces
        and here too. API keys are not touched.
      </p>
    </ActDialog>
  );
}
