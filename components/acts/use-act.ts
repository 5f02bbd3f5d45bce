'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';

import { useWorkspaceId } from '@/components/shell/workspace';
import { useToast } from '@/components/ui/toast';
import type { Message } from '@/components/ui/toast';
import { storeKey } from '@/lib/stores/keys';

import { describeActFailure } from './failure-words';
import { focusPage } from './focus-page';

type Done = Pick<Message, 'title' | 'detail' | 'action'>;
/** What an act did, and what takes it back where something does. */
export type Undoable = Done & { undo?: () => Promise<unknown> };

/** First the dialog goes, then perhaps the part of the page that opened it. */
const partsGoInMs = [100, 400];

/** The focus goes to the page itself when what had it is gone. */
function keepFocus(): void {
  requestAnimationFrame(() => {
    if (document.activeElement && document.activeElement !== document.body) return;
    focusPage();
  });
}

/** Does an act on something of a store: it fails in words or succeeds with a notice, and what is shown is fetched again. */
export function useAct(storeId: string) {
  const workspaceId = useWorkspaceId();
  const client = useQueryClient();
  const toast = useToast();
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  const settle = useCallback(async () => {
    await client.invalidateQueries({ queryKey: storeKey(workspaceId, storeId) });
    keepFocus();
  }, [client, workspaceId, storeId]);

  const undo = useCallback(
    async (act: () => Promise<unknown>) => {
      try {
        await act();
        toast({ title: 'Undone' });
      } catch (error) {
        toast({ title: 'Could not be undone', detail: describeActFailure(error), isFailure: true });
      }
      await settle();
    },
    [toast, settle],
  );
  const run = useCallback(
    async (act: () => Promise<Undoable>): Promise<boolean> => {
      setIsBusy(true);
      setFailure(null);
      try {
        const { undo: takeBack, ...done } = await act();
        toast({ ...done, ...(takeBack && { action: { label: 'Undo', onAct: () => void undo(takeBack) } }) });
        void settle();
        for (const timeMs of partsGoInMs) setTimeout(keepFocus, timeMs);
        return true;
      } catch (error) {
        setFailure(describeActFailure(error));
        return false;
      } finally {
        setIsBusy(false);
      }
    },
    [toast, undo, settle],
  );
  return { isBusy, failure, run, settle };
}
