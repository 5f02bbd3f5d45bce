'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';

import { useWorkspaceId } from '@/components/shell/workspace';
import { copyMemory } from '@/lib/memories/act-queries';
import type { MemoryResource } from '@/lib/memories/schema';
import { storeKey } from '@/lib/stores/keys';

import { ActDialog } from '@/components/shell/act-dialog';
import { PathField } from './path-field';
import { PathLine } from './path-line';
import { explainPath } from './path-words';
import { ReasonField } from './reason-field';
import { StorePicker } from './store-picker';
import { useAct } from './use-act';

/** Copies a memory into another store. */
export function CopyDialog({ memory, onClose }: { memory: MemoryResource; onClose: () => void }) {
  const workspaceId = useWorkspaceId();
  const router = useRouter();
  const client = useQueryClient();
  const [storeId, setStoreId] = useState('');
  const [path, setPath] = useState(memory.path);
  const [reason, setReason] = useState('');
  const [wasSent, setWasSent] = useState(false);
  const { isBusy, failure, run } = useAct(memory.memory_store_id);
  const fault = explainPath(path);

  const submit = async () => {
    setWasSent(true);
    if (fault !== null || storeId === '') return;
    const ref = { workspaceId, storeId: memory.memory_store_id, memoryId: memory.id };
    const isDone = await run(async () => {
      const note = reason.trim() === '' ? {} : { reason: reason.trim() };
      const copy = await copyMemory(ref, { memory_store_id: storeId, path, ...note });
      void client.invalidateQueries({ queryKey: storeKey(workspaceId, storeId) });
      const href = `/w/${workspaceId}/stores/${storeId}/memories/${copy.id}`;
      return {
        title: `Copied to ${copy.path}`,
        action: { label: 'Open the copy', onAct: () => router.push(href) },
      };
    });
    if (isDone) onClose();
  };
  return (
    <ActDialog
      title="Copy into another store"
      act="Copy"
      width="wide"
      isBusy={isBusy}
      failure={failure}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <PathLine path={memory.path} />
      <StorePicker
        exceptId={memory.memory_store_id}
        chosen={storeId}
        onChoose={setStoreId}
        error={wasSent && storeId === '' ? 'Choose the store to copy into.' : null}
      />
      <PathField label="Path of the copy" value={path} onChange={setPath} error={wasSent ? fault : null} />
      <p>
        Agents that have that store will read the copy. It remembers where it comes from; later changes to one
        do not reach the other.
      </p>
      <ReasonField value={reason} onChange={setReason} />
    </ActDialog>
  );
}
