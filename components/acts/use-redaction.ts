'use client';

import { useState } from 'react';

import { useViewer } from '@/components/shell/workspace';
import type { MemoryResource } from '@/lib/memories/schema';
import { previewRedaction, redactMemory } from '@/lib/redactions/queries';
import type { Approval } from '@/lib/redactions/queries';
import type { RedactionPreview, RedactionResult } from '@/lib/redactions/schema';
import { toByteSpans } from '@/lib/redactions/selection';
import type { Span } from '@/lib/versions/token-borders';

import { dropDrafts } from './draft';
import { describeActFailure } from './failure-words';
import { useAct } from './use-act';

/** A redaction from the choice of a text to the proof that it is gone. The memory is the one that the text was chosen in. */
export function useRedaction(memory: MemoryResource) {
  const { workspace, person } = useViewer();
  const [spans, setSpans] = useState<readonly Span[]>([]);
  const [isWhole, setIsWhole] = useState(false);
  const [preview, setPreview] = useState<RedactionPreview | null>(null);
  const [result, setResult] = useState<RedactionResult | null>(null);
  const [isLooking, setIsLooking] = useState(false);
  const [lookFailure, setLookFailure] = useState<string | null>(null);
  const act = useAct(memory.memory_store_id);

  const ref = { workspaceId: workspace.id, storeId: memory.memory_store_id, memoryId: memory.id };
  const content = memory.content ?? '';
  const chosen = () => ({
    headVersionId: memory.memory_version_id,
    spans: isWhole ? null : toByteSpans(content, spans),
  });

  const look = async () => {
    setIsLooking(true);
    setLookFailure(null);
    try {
      setPreview(await previewRedaction(ref, chosen()));
    } catch (error) {
      setLookFailure(describeActFailure(error));
    }
    setIsLooking(false);
  };
  const redact = (approval: Omit<Approval, 'previewHash'>) =>
    act.run(async () => {
      const previewHash = preview?.preview_hash ?? '';
      setResult(await redactMemory(ref, chosen(), { ...approval, previewHash }));
      dropDrafts(window.sessionStorage, { personId: person.id, memoryId: memory.id });
      return {
        title: 'Redacted, and read back',
        detail: 'Nothing of the text is left in what was redacted.',
      };
    });
  return {
    content,
    spans,
    setSpans,
    isWhole,
    setIsWhole,
    preview,
    result,
    isBusy: isLooking || act.isBusy,
    failure: lookFailure ?? act.failure,
    look,
    redact,
    back: () => setPreview(null),
  };
}

export type Redaction = ReturnType<typeof useRedaction>;
