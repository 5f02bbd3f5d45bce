'use client';

import { useState } from 'react';

import { useWorkspaceId } from '@/components/shell/workspace';
import { createMemory } from '@/lib/memories/act-queries';
import type { MemoryResource } from '@/lib/memories/schema';

import { ActDialog } from '@/components/shell/act-dialog';
import { deleteOne } from './delete-one';
import { PathField } from './path-field';
import { explainPath } from './path-words';
import { TextEditor } from './text-editor';
import { isTooLong } from './text-size';
import { undoneNote } from './undone-note';
import { useAct } from './use-act';

type CreateMemoryProps = {
  storeId: string;
  /** Where the path begins, such as `/notes/`. */
  initialFolder: string;
  /** The new memory; null when nobody made one. */
  onDone: (memory: MemoryResource | null) => void;
};

/** The dialog that makes a memory. Rendered = open. */
export function CreateMemory({ storeId, initialFolder, onDone }: CreateMemoryProps) {
  const workspaceId = useWorkspaceId();
  const [path, setPath] = useState(initialFolder);
  const [content, setContent] = useState('');
  const [wasSent, setWasSent] = useState(false);
  const { isBusy, failure, run } = useAct(storeId);
  const fault = explainPath(path);

  const submit = async () => {
    setWasSent(true);
    if (fault !== null || isTooLong(content)) return;
    let created: MemoryResource | null = null;
    await run(async () => {
      const memory = await createMemory({ workspaceId, storeId }, { path, content });
      created = memory;
      return { title: `Created ${path}`, undo: () => deleteOne(workspaceId, memory, undoneNote) };
    });
    if (created) onDone(created);
  };
  return (
    <ActDialog
      title="New memory"
      act="Create"
      width="wide"
      isBusy={isBusy}
      isBlocked={isTooLong(content)}
      failure={failure}
      onSubmit={() => void submit()}
      onClose={() => onDone(null)}
    >
      <PathField
        hint="Folders that do not exist yet come into being."
        value={path}
        onChange={setPath}
        error={wasSent ? fault : null}
      />
      <TextEditor
        label="Text"
        text={content}
        content={content}
        onChange={setContent}
        onSubmit={() => void submit()}
      />
      <p>Agents that have this store will find the memory and read its text from now on.</p>
    </ActDialog>
  );
}
