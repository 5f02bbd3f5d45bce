'use client';

import { useState } from 'react';

import { makeLate } from '@/components/ui/late';
import type { StoreRef } from '@/lib/memories/queries';

import { acts } from './acts';
import type { Act } from './acts';
import { SelectionBar } from './selection-bar';
import { useBulk } from './use-bulk';
import type { useCollect } from './use-collect';
import { useFocusAfter } from './use-focus-after';
import type { usePicked } from './use-picked';

const { Component: BulkDialog } = makeLate(() => import('./bulk-dialog').then((module) => module.BulkDialog));

type SelectionProps = {
  store: StoreRef;
  selection: ReturnType<typeof usePicked>;
  collecting: ReturnType<typeof useCollect>;
  focusTree: () => void;
};

/** What is selected, and the acts on all of it. */
export function Selection({ store, selection, collecting, focusTree }: SelectionProps) {
  const [act, setAct] = useState<Act | null>(null);
  const bulk = useBulk(store, selection.remove);
  useFocusAfter(act !== null, focusTree);
  const { picked } = selection;
  return (
    <>
      <SelectionBar
        picked={picked}
        collecting={collecting.count}
        onStop={collecting.stop}
        onClear={selection.clear}
        onAct={setAct}
      />
      {act && (
        <BulkDialog
          act={act}
          memories={[...picked.values()].filter(acts[act].appliesTo)}
          progress={bulk.progress}
          onRun={bulk.run}
          onClose={() => setAct(null)}
        />
      )}
    </>
  );
}
