'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

import { useViewer } from '@/components/shell/workspace';
import { mergeMemory } from '@/lib/history/queries';
import type { MergeResource } from '@/lib/history/schema';
import { fromEditable, toEditable } from '@/lib/memories/editable-text';
import { restoreVersion, updateMemory } from '@/lib/memories/act-queries';
import { memoryQuery } from '@/lib/memories/queries';
import type { MemoryRef } from '@/lib/memories/keys';
import type { MemoryResource } from '@/lib/memories/schema';

import { dropDrafts, findDraft, keepDraft } from './draft';
import { describeActFailure, hasMoved } from './failure-words';
import { undoneNote } from './undone-note';
import { useAct } from './use-act';

type Base = { versionId: string; sha256: string };
type Step = 'write' | 'review' | { merge: MergeResource };
type Save = { content: string; base: Base };

function baseOf(memory: MemoryResource): Base {
  return { versionId: memory.memory_version_id, sha256: memory.content_sha256 };
}

function useDraft(memory: MemoryResource) {
  const owner = { personId: useViewer().person.id, memoryId: memory.id };
  const [found] = useState(() => findDraft(window.sessionStorage, owner, memory.memory_version_id));
  return {
    found,
    keep: (base: Base, text: string) =>
      keepDraft(window.sessionStorage, owner, {
        baseVersionId: base.versionId,
        baseSha256: base.sha256,
        text,
      }),
    drop: () => dropDrafts(window.sessionStorage, owner),
  };
}

/** Where the version that a text was made from cannot be read any more, nothing tells whose change is whose: all of it is one conflict. */
function wholeConflict(ours: string, head: MemoryResource): MergeResource {
  return {
    type: 'memory_merge',
    head_version_id: head.memory_version_id,
    head_content_sha256: head.content_sha256,
    is_clean: false,
    content: null,
    chunks: [{ kind: 'conflict', base: '', ours, theirs: head.content ?? '' }],
  };
}

function useMerging(ref: MemoryRef) {
  const client = useQueryClient();
  return async ({ content, base }: Save): Promise<MergeResource> => {
    const { workspaceId, storeId, memoryId } = ref;
    const body = { memory_store_id: storeId, memory_id: memoryId, base_version_id: base.versionId, content };
    return mergeMemory(workspaceId, body).catch(async () =>
      wholeConflict(content, await client.fetchQuery({ ...memoryQuery(ref), staleTime: 0 })),
    );
  };
}

function useSaving(ref: MemoryRef, act: ReturnType<typeof useAct>, merging: (save: Save) => void) {
  return ({ content, base }: Save) =>
    act.run(async () => {
      const precondition = { type: 'content_sha256' as const, content_sha256: base.sha256 };
      const saved = await updateMemory(ref, { content, precondition }).catch((error: unknown) => {
        if (hasMoved(error)) merging({ content, base });
        throw error;
      });
      if (saved.memory_version_id === base.versionId) return { title: 'Nothing had to be changed' };
      const since = { expected_head_version_id: saved.memory_version_id };
      return {
        title: `Saved ${saved.path}`,
        detail: 'The text before stays in the history.',
        undo: () => restoreVersion(ref, base.versionId, { ...since, ...undoneNote }),
      };
    });
}

/** An edit from its first key to its saving. What was typed is kept through every failure, and as a draft of this tab. */
export function useEdit(memory: MemoryResource, onSaved: () => void) {
  const workspaceId = useViewer().workspace.id;
  const ref = { workspaceId, storeId: memory.memory_store_id, memoryId: memory.id };
  const draft = useDraft(memory);
  const original = toEditable(memory.content ?? '');
  const [lineEnds] = useState(original.lineEnds);
  const [text, setText] = useState(draft.found?.text ?? original.text);
  const [base, setBase] = useState<Base>(() =>
    draft.found ? { versionId: draft.found.baseVersionId, sha256: draft.found.baseSha256 } : baseOf(memory),
  );
  const [step, setStep] = useState<Step>('write');
  const [isKept, setIsKept] = useState(true);
  const [mergeFailure, setMergeFailure] = useState<string | null>(null);
  const act = useAct(memory.memory_store_id);
  const merge = useMerging(ref);
  const content = fromEditable({ text, lineEnds });
  const isStale = base.sha256 !== memory.content_sha256;

  const openMerge = async (from: Save) => {
    setMergeFailure(null);
    try {
      setStep({ merge: await merge(from) });
    } catch (error) {
      setMergeFailure(`${describeActFailure(error)} Your text is kept.`);
    }
  };
  const save = useSaving(ref, act, (from) => void openMerge(from));
  const finish = async (from: Save) => {
    if (!(await save(from))) return;
    draft.drop();
    onSaved();
  };
  const type = (next: string) => {
    setText(next);
    setIsKept(draft.keep(base, next));
  };
  const startOver = () => {
    draft.drop();
    setText(original.text);
    setBase(baseOf(memory));
    setStep('write');
  };
  /** A merged text is an edit of what it was merged with. */
  const adopt = (merged: string, { head_version_id, head_content_sha256 }: MergeResource): Save => {
    const next = { versionId: head_version_id, sha256: head_content_sha256 };
    draft.drop();
    setBase(next);
    setText(toEditable(merged).text);
    setIsKept(draft.keep(next, toEditable(merged).text));
    return { content: merged, base: next };
  };
  return {
    text,
    content,
    step,
    isStale,
    isMixed: lineEnds === 'mixed',
    isDirty: isStale || text !== original.text,
    isFromDraft: draft.found !== null,
    isKept,
    isBusy: act.isBusy,
    failure: mergeFailure ?? act.failure,
    type,
    startOver,
    discard: draft.drop,
    write: () => setStep('write'),
    review: () => (isStale ? void openMerge({ content, base }) : setStep('review')),
    save: () => void finish({ content, base }),
    saveMerged: (merged: string, from: MergeResource) => void finish(adopt(merged, from)),
  };
}

export type Edit = ReturnType<typeof useEdit>;
