'use client';

import { useState } from 'react';

import { useWorkspaceId } from '@/components/shell/workspace';
import { updateMemory } from '@/lib/memories/act-queries';
import type { MemoryResource } from '@/lib/memories/schema';

import { ActDialog } from '@/components/shell/act-dialog';
import { PathField } from './path-field';
import { PathLine } from './path-line';
import { explainPath } from './path-words';
import { useAct } from './use-act';

/** Moves or renames a memory. */
export function MoveDialog({ memory, onClose }: { memory: MemoryResource; onClose: () => void }) {
  const [path, setPath] = useState(memory.path);
  const [wasSent, setWasSent] = useState(false);
  const { isBusy, failure, run } = useAct(memory.memory_store_id);
  const ref = { workspaceId: useWorkspaceId(), storeId: memory.memory_store_id, memoryId: memory.id };
  const fault = path === memory.path ? 'This is where it stands now.' : explainPath(path);

  const submit = async () => {
    setWasSent(true);
    if (fault !== null) return;
    const isDone = await run(async () => {
      await updateMemory(ref, { path });
      return { title: `Moved to ${path}`, undo: () => updateMemory(ref, { path: memory.path }) };
    });
    if (isDone) onClose();
  };
  return (
    <ActDialog
      title="Move or rename this memory"
      act="Move"
      isBusy={isBusy}
      failure={failure}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <PathLine path={memory.path} />
      <PathField
        label="New path"
        hint="Folders that do not exist yet come into being."
        value={path}
        onChange={setPath}
        error={wasSent ? fault : null}
      />
      <p>Agents will find it at the new path only. It keeps its history and its id.</p>
    </ActDialog>
  );
}
