'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';

import { describeActFailure } from '@/components/acts/failure-words';
import { ActDialog } from '@/components/shell/act-dialog';
import { useWorkspaceId } from '@/components/shell/workspace';
import { useToast } from '@/components/ui/toast';
import { sessionKey, sessionsKey } from '@/lib/sessions/keys';
import { archiveSession } from '@/lib/sessions/queries';
import type { SessionResource } from '@/lib/sessions/schema';

import { nameOf } from './session-words';

type ArchiveSessionDialogProps = { session: SessionResource; onClose: () => void };

/** Ends a session for good, and says what stays. */
export function ArchiveSessionDialog({ session, onClose }: ArchiveSessionDialogProps) {
  const workspaceId = useWorkspaceId();
  const client = useQueryClient();
  const toast = useToast();
  const archive = useMutation({
    mutationFn: () => archiveSession(workspaceId, session.id),
    onSuccess: async () => {
      await Promise.all([
        client.invalidateQueries({ queryKey: sessionKey(workspaceId, session.id) }),
        client.invalidateQueries({ queryKey: sessionsKey(workspaceId) }),
      ]);
      toast({ title: `“${nameOf(session)}” is archived`, detail: 'Its token is refused from now on.' });
      onClose();
    },
  });
  return (
    <ActDialog
      title={`Archive “${nameOf(session)}”`}
      act="Archive this session"
      isDanger
      isBusy={archive.isPending}
      failure={archive.error && describeActFailure(archive.error)}
      onClose={onClose}
      onSubmit={() => archive.mutate()}
    >
      <p>
        <strong className="font-semibold">This is permanent: an archived session stays archived.</strong>
      </p>
      <p>
        Its token is refused from the next request on, so an agent that still runs with it reads and writes
        nothing more. What it read and wrote stays on record, and can still be reverted.
      </p>
      <p className="text-soft">The audit trail will say that you archived it.</p>
    </ActDialog>
  );
}
